import 'reflect-metadata';
import { runCommandLine } from './platform/cli/command-line.js';
import { readEnvironment } from './platform/config/index.js';

/** `node dist/cli.js --help`: what operators do. Modules register their commands; see platform/cli/command-registry.ts. */
const { AppModule } = await import('./app.module.js');
process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  env: readEnvironment(),
  module: (config) => AppModule.forRoot(config),
  print: (line) => process.stdout.write(`${line}\n`),
});
