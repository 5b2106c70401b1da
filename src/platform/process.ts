const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * At the first signal runs the steps one after the other and ends the process; at the second one ends it at once. A step
 * that fails does not keep the later ones from running, but the process then ends with 1.
 */
export function endOnSignal(...steps: (() => unknown)[]): void {
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) process.exit(1);
    isEnding = true;
    // A connection that breaks while it is being closed (Ctrl-C reaches the embedded database too) must not end the rest.
    process.on('uncaughtException', (error) => process.stderr.write(`While ending: ${error.message}\n`));
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
