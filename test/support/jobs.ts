import type { Client } from './client.js';

export interface EndedJob {
  status: string;
  result: Record<string, unknown> | null;
  error: unknown;
}

/** Waits until a job has ended; its last state. */
export async function jobEnd(client: Client, jobId: string): Promise<EndedJob> {
  const ask = async (): Promise<EndedJob> => (await client.get(`/jobs/${jobId}`)).body as EndedJob;
  return eventually(ask, ({ status }) => !['queued', 'running'].includes(status));
}

const PATIENCE_MS = 60_000;

/**
 * Asks again until the answer is as wanted, or simply true; that answer. What takes longer than a minute hangs, also where
 * other suites leave little of the machine.
 */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  wanted: (answer: T) => boolean = (answer) => answer === true,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`It did not come to that within ${PATIENCE_MS} ms: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
