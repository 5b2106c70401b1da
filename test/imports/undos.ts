import type { Response } from 'supertest';
import type { Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';

/** Takes an import back and waits: what became of it. */
export async function undone(client: Person, importId: string, collection = 'customers'): Promise<Response['body']> {
  const started = await client.post(`/${collection}/imports/${importId}/undo`);
  if (started.status !== 202) throw new Error(`The undo answered ${started.status} ${JSON.stringify(started.body)}`);
  const job = await jobEnd(client, started.body.id);
  if (job.status !== 'succeeded') throw new Error(JSON.stringify(job));
  return (await client.get(`/${collection}/imports/${importId}/undo`)).body;
}

/** Codes of what keeps an import's records when it is taken back, by the names of those that it made. */
export async function keptOnes(
  client: Person,
  importId: string,
  made: Record<string, string>,
  collection = 'customers',
): Promise<Record<string, string[]>> {
  const { body } = await client.get(`/${collection}/imports/${importId}/undo/kept?limit=100`);
  const codes = body.items.map(({ id, reasons }: { id: string; reasons: { code: string }[] }) => [
    Object.keys(made).find((name) => made[name] === id),
    reasons.map(({ code }) => code).sort(),
  ]);
  return Object.fromEntries(codes);
}
