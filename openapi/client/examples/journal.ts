import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

export type Feed = 'leads' | 'customers';

/** What became of a record; `version` and `operation` together say whether we have heard of it before. */
export interface Change {
  recordId: string;
  operation: 'created' | 'changed' | 'deleted' | 'removed';
  version: number;
  /** The order that the lead was made of, where it was made of one. */
  orderId?: string;
  /** What the shop does about it. */
  action: string;
}

/** An order that has become a lead; null where colleagues were on it already. */
export interface OrderLine {
  orderId: string;
  leadId: string | null;
}

/** A page of a feed with its cursor: both are known, or neither is. Without a cursor the feed begins anew. */
export interface PageLine {
  feed: Feed;
  cursor: string | null;
  changes: Change[];
}

/**
 * Everything that the integration has done, a line for each step, on disk before the next one begins. Whoever starts again
 * reads it and goes on where it ends; half a line, of a program that was killed while it wrote, is no line.
 */
export class Journal {
  /** Lead by order. */
  readonly orders = new Map<string, string | null>();
  private readonly orderOf = new Map<string, string>();
  private readonly cursors = new Map<Feed, string | null>();
  private readonly heard = new Map<string, string>();
  private readonly file: number;

  constructor(path: string) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    for (const line of whole.split('\n')) if (line) this.apply(JSON.parse(line) as OrderLine | PageLine);
    this.file = openSync(path, 'a');
  }

  /** Where to go on reading; undefined at the beginning. */
  cursor(feed: Feed): string | undefined {
    return this.cursors.get(feed) ?? undefined;
  }

  /** The order behind a lead. */
  order(leadId: string): string | undefined {
    return this.orderOf.get(leadId);
  }

  /** A feed may tell a state twice; only the first time is news. */
  isNews({ recordId, operation, version }: Pick<Change, 'recordId' | 'operation' | 'version'>): boolean {
    return this.heard.get(recordId) !== `${operation} ${version}`;
  }

  append(line: OrderLine | PageLine): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.file);
    this.apply(line);
  }

  close(): void {
    closeSync(this.file);
  }

  private apply(line: OrderLine | PageLine): void {
    if ('orderId' in line) {
      this.orders.set(line.orderId, line.leadId);
      if (line.leadId !== null) this.orderOf.set(line.leadId, line.orderId);
      return;
    }
    this.cursors.set(line.feed, line.cursor);
    for (const { recordId, operation, version } of line.changes) this.heard.set(recordId, `${operation} ${version}`);
  }
}
