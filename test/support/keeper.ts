/**
 * A process that owns the test run's databases and outlives no run: when jest ends, is interrupted or is killed, the
 * channel between them closes, and the keeper removes everything.
 */
import { startTestServer } from './test-server.js';

async function main(): Promise<void> {
  const ended = new Promise<void>((resolve) => process.once('disconnect', resolve));
  const server = await startTestServer(process.env);
  if (process.connected) process.send?.(server.run);
  else process.emit('disconnect');
  await ended;
  await server.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
