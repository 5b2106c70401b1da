import type { Client } from '../support/client.js';
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
  /** The cursor from which on nothing has happened yet. */
  now(client: Client): Promise<string>;
  /** Reads on until this many records were told, and as wanted: other tests' transactions hold the feed back for a moment, anywhere. */
  since(client: Client, cursor: string, count: number, wanted?: (told: readonly Change[]) => boolean): Promise<Change[]>;
}

export function feedOf(collection: string): FeedReader {
  const read: FeedReader['read'] = async (client, query) => (await client.get(`/${collection}/changes?${query}`)).body as Feed;
  return {
    read,
    now: async (client) => (await read(client, 'from=now')).page.nextCursor,
    since: async (client, cursor, count, wanted = () => true) => {
      const told = new Map<string, Change>();
      let at = cursor;
      await eventually(
        async () => {
          const { items, page } = await read(client, `cursor=${at}`);
          for (const item of items) told.set(item.recordId, item);
          at = page.nextCursor;
          return [...told.values()];
        },
        (all) => all.length >= count && wanted(all),
      );
      return [...told.values()];
    },
  };
}
