/**
 * Hands batches from one who pushes to one who pulls, row by row. `push` resolves when the last row of the batch has
 * been taken, which is what keeps a fast writer from filling the memory.
 */
export class RowChannel<Row> implements AsyncIterable<Row> {
  private batch: readonly Row[] = [];
  private at = 0;
  private closed = false;
  private failure: { error: unknown } | null = null;
  private wakeReader: (() => void) | null = null;
  private wakeWriter: (() => void) | null = null;

  /** Throws what the other side failed with. */
  async push(rows: readonly Row[]): Promise<void> {
    this.refuseAfterFailure();
    if (this.closed) throw new Error('The sheet is closed');
    if (this.wakeWriter !== null) throw new Error('Await each write before the next');
    if (rows.length === 0) return;
    this.batch = rows;
    this.at = 0;
    const taken = new Promise<void>((resolve) => {
      this.wakeWriter = resolve;
    });
    this.wakeReader?.();
    await taken;
    this.refuseAfterFailure();
  }

  end(): void {
    this.closed = true;
    this.wakeReader?.();
  }

  /** Releases both sides, because the rows have nowhere to go any more. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.batch = [];
    this.end();
    this.releaseWriter();
  }

  [Symbol.asyncIterator](): AsyncIterator<Row, undefined> {
    return { next: () => this.next() };
  }

  private async next(): Promise<IteratorResult<Row, undefined>> {
    while (this.at >= this.batch.length) {
      this.releaseWriter();
      if (this.closed) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.wakeReader = resolve;
      });
    }
    const value = this.batch[this.at] as Row;
    this.at += 1;
    return { done: false, value };
  }

  private releaseWriter(): void {
    this.wakeWriter?.();
    this.wakeWriter = null;
  }

  private refuseAfterFailure(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
