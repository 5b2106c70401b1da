import type { Client } from './client.js';

/** Waits until a job has ended, at most half a minute; its last state. */
export async function jobEnd(
  client: Client,
  jobId: string,
): Promise<{ status: string; result: Record<string, unknown> | null; error: unknown }> {
  for (let n = 0; n < 300; n++) {
    const { body } = await client.get(`/jobs/${jobId}`);
    if (!['queued', 'running'].includes(body.status)) return body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The job does not end');
}

/** Asks again until the answer is as wanted, at most 45 s: a job may wait for the transactions of another suite. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (let n = 0; n < 900; n++) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to that');
}
