import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

declare global {
  var testKeeper: ChildProcess | undefined;
}

/**
 * Starts the keeper of this run's databases (see keeper.ts) and tells the workers where they are. It is a process of
 * its own, detached, because Ctrl-C reaches every process of jest's group at once and would leave nobody to clean up.
 */
export default async function setup(): Promise<void> {
  const keeper = fork(join(import.meta.dirname, 'keeper.ts'), {
    execArgv: ['--import', join(import.meta.dirname, 'resolve-typescript.mjs')],
    detached: true,
  });
  const run = await new Promise((resolve, reject) => {
    keeper.once('message', resolve);
    keeper.once('exit', () => reject(new Error('No database for the tests; the reason stands above.')));
  });
  globalThis.testKeeper = keeper;
  process.env.HIGHSEAS_TEST_RUN = JSON.stringify(run);
}
