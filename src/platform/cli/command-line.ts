import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Command, CommanderError } from 'commander';
import { loadConfig, type Config, type Environment } from '../config/index.js';
import { withDevelopmentDatabase } from '../database/development.js';
import { flushLogs } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { commands, type CliCommand, type CommandCall } from './command-registry.js';
import './migrate.command.js';
import './verify.command.js';

export interface CommandLine {
  /** Without the program's own name. */
  argv: string[];
  env: Environment;
  /** The module graph, the same as the API's. */
  module: (config: Config) => DynamicModule;
  print: (line: string) => void;
}

/** Runs one command. @returns the exit code: 0, what the command says, or 1 for a line that names no command */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const program = new Command('cli').description('What operators do with HighSeas.').exitOverride();
  program.configureOutput({ writeOut: (text) => line.print(text.trimEnd()), writeErr: (text) => line.print(text.trimEnd()) });
  let code = 0;
  for (const command of commands.all()) {
    placeOf(program, command).action(async (options: CommandCall['options']) => {
      code = await run(line, command, options);
    });
  }
  try {
    await program.parseAsync(line.argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode;
  }
  return code;
}

function placeOf(program: Command, { name, summary, options = [] }: CliCommand): Command {
  const words = name.split(' ');
  const place = words.reduce((at, word) => at.commands.find((known) => known.name() === word) ?? at.command(word), program);
  place.description(summary).copyInheritedSettings(program);
  for (const option of options) {
    if (option.required) place.requiredOption(option.flags, option.summary);
    else place.option(option.flags, option.summary);
  }
  return place;
}

async function run({ env, module, print }: CommandLine, command: CliCommand, options: CommandCall['options']): Promise<number> {
  const database = await withDevelopmentDatabase(env, { migrated: !command.migratesItself });
  let app: Promise<INestApplicationContext> | undefined;
  try {
    const loaded = loadConfig(database.env);
    // The role of an API node works no queue; warnings go on to be told.
    const config: Config = { ...loaded, role: 'api', log: { ...loaded.log, level: 'warn' } };
    const start = (): Promise<INestApplicationContext> =>
      (app ??= NestFactory.createApplicationContext(module(config), { logger: new NestLogger(config.log), abortOnError: false }));
    const code = await command.run({
      options,
      print,
      ownerUrl: config.database.ownerUrl,
      get: async <T>(type: Type<T>) => (await start()).get(type, { strict: false }),
    });
    return code ?? 0;
  } finally {
    await (await app)?.close();
    await database.stop();
    flushLogs();
  }
}
