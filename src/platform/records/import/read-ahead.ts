import { setImmediate as othersFirst } from 'node:timers/promises';

/** Prepared at a stretch: answers of the database that come meanwhile wait no longer than these take. */
const SLICE = 50;

/**
 * Reads and prepares the next batch while the last one is being written, so that the program and the database work at the
 * same time. Never more than one batch ahead.
 */
export async function* readAhead<T, U>(
  batches: AsyncGenerator<T[], void, undefined>,
  prepare: (slice: T[]) => U[],
): AsyncGenerator<U[], void, undefined> {
  const take = async (): Promise<U[] | undefined> => {
    const { value, done } = await batches.next();
    return done ? undefined : inSlices(value, prepare);
  };
  let next = take();
  try {
    for (let batch = await next; batch !== undefined; batch = await next) {
      next = take();
      // Looked at only at the next turn; until then nobody listens to its failure.
      next.catch(() => undefined);
      yield batch;
    }
  } finally {
    await next.catch(() => undefined);
    await batches.return();
  }
}

async function inSlices<T, U>(batch: readonly T[], prepare: (slice: T[]) => U[]): Promise<U[]> {
  const prepared: U[] = [];
  for (let at = 0; at < batch.length; at += SLICE) {
    prepared.push(...prepare(batch.slice(at, at + SLICE)));
    await othersFirst();
  }
  return prepared;
}
