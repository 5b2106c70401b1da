const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** SQLSTATE of what a database says that is being stopped. */
const ADMIN_SHUTDOWN = '57P01';

let isEnding = false;

/** Ctrl-C reaches a developer's database too: that it ends is no news to a process that is ending itself. */
export const isFarewell = (error: unknown): boolean => isEnding && (error as { code?: unknown }).code === ADMIN_SHUTDOWN;

/**
 * At the first signal runs the steps one after the other and ends the process; at the second one ends it at once. A step
 * that fails does not keep the later ones from running, but the process then ends with 1.
 */
export function endOnSignal(...steps: (() => unknown)[]): void {
  const end = async (): Promise<void> => {
    if (isEnding) process.exit(1);
    isEnding = true;
    // A connection that breaks while it is being closed must not end the rest.
    process.on('uncaughtException', (error) => {
      if (!isFarewell(error)) process.stderr.write(`While ending: ${error.message}\n`);
    });
    let code = 0;
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        code = 1;
        process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
      }
    }
    process.exit(code);
  };
  for (const signal of SIGNALS) process.on(signal, () => void end());
}
