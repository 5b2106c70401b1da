import type { ChildProcess } from 'node:child_process';
import type pg from 'pg';
import type { Figure } from './report.js';

/** A job as the API tells of it. */
export interface Job {
  id: string;
  status: string;
  result: unknown;
  error: unknown;
}

/** Looked at more seldom the longer it takes, as people do: long work gives way to whoever asks, also to whoever asks for it. */
const patience = (begun: number): number => Math.min(Math.max((performance.now() - begun) / 20, 50), 1000);

/** Starts a job and waits until it has succeeded. */
export async function job(url: string, token: string, path: string, body?: unknown): Promise<Job> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body ?? {}) });
  if (answer.status !== 202) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const where = answer.headers.get('location')!;
  const begun = performance.now();
  for (;;) {
    const now = (await (await fetch(`${url}${where}`, { headers })).json()) as Job;
    if (now.status === 'succeeded') return now;
    if (now.status !== 'queued' && now.status !== 'running') throw new Error(`${path}: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, patience(begun)));
  }
}

/** Waits until the schedules that a worker makes up for when it starts have run: they would be measured with what follows. */
export async function untilIdle(client: pg.Client): Promise<void> {
  const open = `SELECT count(*) > 0 AND bool_and(finished_at IS NOT NULL) AS idle FROM jobs WHERE slot IS NOT NULL AND created_at > now() - interval '1 hour'`;
  while (!(await client.query<{ idle: boolean }>(open)).rows[0]!.idle) await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Lets the worker rest meanwhile: what its schedules do would be missing from what is measured, or stand in its way. */
export async function atRest<T>(worker: ChildProcess, client: pg.Client, work: () => Promise<T>): Promise<T> {
  const busy = `SELECT FROM pg_stat_activity WHERE application_name LIKE 'highseas-worker%' AND state <> 'idle'`;
  worker.kill('SIGSTOP');
  // a worker that rests within a transaction would keep its locks
  while ((await client.query(busy)).rows.length > 0) {
    worker.kill('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    worker.kill('SIGSTOP');
  }
  try {
    return await work();
  } finally {
    worker.kill('SIGCONT');
  }
}

/** How long something takes. */
export async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/**
 * How long statements take that a hand would write for the same work. They are undone, and what they leave is swept, so that
 * the product begins with the same tables.
 */
export async function byHand(client: pg.Client, statements: readonly string[], tables: readonly string[]): Promise<number> {
  const took = await seconds(async () => {
    await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
  });
  await client.query('ROLLBACK');
  for (const table of tables) await client.query(`VACUUM ${table}`);
  return took;
}

/** Long work beside hand-written SQL: at most so many times as long. */
export const besideHand = (
  { name, title, most }: Pick<Figure, 'name' | 'title'> & { most: number },
  ours: number,
  hand: number,
): Figure => ({
  name,
  title,
  measured: duration(ours),
  against: `${duration(hand)} by hand-written SQL`,
  ratio: ours / hand,
  promised: `≤ ${most.toFixed(2)}`,
  holds: ours / hand <= most,
});

const duration = (took: number): string => (took < 1 ? `${Math.round(took * 1000)} ms` : `${took.toFixed(1)} s`);
