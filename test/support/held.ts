import type { Ctx } from '../../src/platform/context/ctx.js';
import type { Enterprise } from './enterprise.js';
import { eventually } from './jobs.js';
import { sql } from './world.js';

const WAITING = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Does something in a transaction that commits only when the other work has run into its locks: what that comes to. */
export async function metBy<T>(acme: Enterprise, work: (ctx: Ctx) => Promise<unknown>, other: () => Promise<T>): Promise<T> {
  let isDone = (): void => undefined;
  let mayCommit = (): void => undefined;
  const done = new Promise<void>((resolve) => (isDone = resolve));
  const permitted = new Promise<void>((resolve) => (mayCommit = resolve));
  const working = acme.as(async (ctx) => {
    await work(ctx);
    isDone();
    await permitted;
  });
  await Promise.race([done, working]);
  const meeting = other();
  try {
    await eventually(
      () => acme.as((ctx) => ctx.db.query(WAITING)),
      ({ length }) => length > 0,
    );
  } finally {
    mayCommit();
  }
  await working;
  return meeting;
}
