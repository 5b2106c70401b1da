import type { Type } from '@nestjs/common';
import { Registry } from '../registry.js';

export interface CommandOption {
  /** As commander writes them: `--enterprise <id>`, `--dry-run`. */
  flags: string;
  summary: string;
  required?: boolean;
}

/** What a command may use while it runs. */
export interface CommandCall {
  /** By their names in camelCase: `--dry-run` is `dryRun`. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** The owner's address of the database. */
  readonly ownerUrl: string;
  /** A provider of the application, which is started at the first call; it works no queue. */
  readonly get: <T>(type: Type<T>) => Promise<T>;
  /** Writes one line to standard output. */
  readonly print: (line: string) => void;
}

/** A command of the operators' tool `cli`. */
export interface CliCommand {
  /** One word, or a group and a word: `verify`, `seed demo`. */
  name: string;
  summary: string;
  options?: readonly CommandOption[];
  /** Says of itself which migrations it wants: a developer's database is not migrated for it. */
  migratesItself?: boolean;
  /** @returns the exit code; 0 where it returns nothing */
  run: (call: CommandCall) => Promise<number | void>;
}

/** All commands of the program. Modules register theirs when they are loaded, like their policies; none is started for that. */
export class CommandRegistry {
  private readonly byName = new Registry<CliCommand>('commands');

  register(command: CliCommand): void {
    this.byName.add(command.name, command);
  }

  all(): CliCommand[] {
    return this.byName.all();
  }
}

/** The one registry of the process. */
export const commands = new CommandRegistry();
