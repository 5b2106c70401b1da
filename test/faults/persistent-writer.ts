import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/platform/database/ids.js';

/** What a client met that creates leads one after the other, and sends each again until it is acknowledged. */
export class PersistentWriter {
  /** Ids by the name of the lead; each name is created under one idempotency key. */
  readonly acknowledged = new Map<string, string>();
  readonly statuses = new Set<number>();
  /** The longest that one request took, in milliseconds. */
  slowest = 0;
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    this.running = this.write();
  }

  /** Ends after the lead that is being written; what was begun is finished. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async write(): Promise<void> {
    while (!this.stopped) {
      const name = `线索${newId()}`;
      while (!(await this.attempt(name))) await pause(50);
    }
  }

  private async attempt(name: string): Promise<boolean> {
    const from = performance.now();
    const answer = await fetch(`${this.url}/api/v1/leads`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', 'Idempotency-Key': name.slice(2) },
      body: JSON.stringify({ name }),
    });
    const body = (await answer.json()) as { id: string };
    this.slowest = Math.max(this.slowest, performance.now() - from);
    this.statuses.add(answer.status);
    if (answer.status !== 201) return false;
    this.acknowledged.set(name, body.id);
    return true;
  }
}
