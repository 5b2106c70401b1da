/**
 * Reads and prepares the next batch while the last one is being written, so that the program and the database work at the
 * same time. Never more than one batch ahead.
 */
export async function* readAhead<T, U>(
  batches: AsyncGenerator<T[], void, undefined>,
  prepare: (batch: T[]) => U[],
): AsyncGenerator<U[], void, undefined> {
  const take = async (): Promise<U[] | undefined> => {
    const { value, done } = await batches.next();
    return done ? undefined : prepare(value);
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
