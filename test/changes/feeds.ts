import sql from 'sql-template-tag';
import type { Client } from '../support/client.js';
import type { Enterprise } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';

export interface Change {
  recordId: string;
  operation: string;
  version: number;
  changedFields: string[];
  record: { name: string } | null;
}

export interface Feed {
  items: Change[];
  page: { nextCursor: string; hasMore: boolean };
}

/** The change feed of a collection as a test reads it. */
export interface FeedReader {
  read(client: Client, query: string): Promise<Feed>;
  /** The cursor behind everything that has been written until now; other tests' transactions hold it back for a moment. */
  now(acme: Enterprise): Promise<string>;
  /** All that has been written behind a cursor until now, at most 100 lines of the history, as somebody is told. */
  since(acme: Enterprise, cursor: string, client?: Client): Promise<Change[]>;
}

export function feedOf(collection: string): FeedReader {
  const read: FeedReader['read'] = async (client, query) => (await client.get(`/${collection}/changes?${query}`)).body as Feed;
  const now: FeedReader['now'] = async (acme) => {
    const { next } = await acme.as((ctx) =>
      ctx.db.one<{ next: string }>(sql`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next`),
    );
    const { page } = await eventually(
      () => read(acme.admin, 'from=now'),
      (feed) => transactionOf(feed.page.nextCursor) >= Number(next),
    );
    return page.nextCursor;
  };
  const since: FeedReader['since'] = async (acme, cursor, client = acme.admin) => {
    await now(acme);
    return (await read(client, `cursor=${cursor}`)).items;
  };
  return { read, now, since };
}

const transactionOf = (cursor: string): number =>
  (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [object: string, database: string, transaction: number])[2];
