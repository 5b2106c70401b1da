import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { ObjectDescriptor } from '../descriptor.js';
import { readableChanges } from '../history.js';
import { RecordLists } from '../record-lists.js';
import { BEGINNING, decodeFeedCursor, encodeFeedCursor, type FeedPosition } from './change-cursor.js';
import { ChangeFeedQueries, type ChangeRow } from './change-feed.queries.js';
import type { ChangeFeedQuery } from './change-feed.requests.js';
import type { ChangeView, FeedPageInfo } from './change-feed.view.js';

type RecordChange<Row> = ChangeView & { record: Row | null };

/**
 * What changed since a cursor (API-04): each record once, as it is now and as the asker may see it. Nothing is passed over:
 * what was written earlier and committed later stands behind every cursor that was given out before it was committed.
 */
@Injectable()
export class ChangeFeed {
  constructor(
    private readonly queries: ChangeFeedQueries,
    private readonly lists: RecordLists,
  ) {}

  /** @param records those of these that the asker may see, as the kind's own reader shows them; as its list does when absent */
  async read<Row extends { id: string }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    { cursor, from, limit = 100, fields }: ChangeFeedQuery,
    records: (ids: readonly string[]) => Promise<Row[]> = (ids) => this.listed(ctx, descriptor, ids, fields),
  ): Promise<{ items: RecordChange<Row>[]; page: FeedPageInfo }> {
    const { object } = descriptor;
    const reach = await this.queries.horizon(ctx, object);
    const { horizon } = reach;
    const pageOf = (position: FeedPosition, hasMore = false): FeedPageInfo => ({
      nextCursor: encodeFeedCursor(object, reach, position),
      hasMore,
    });
    const end = { transactionId: horizon, changeId: null };
    if (cursor === undefined && from === 'now') return { items: [], page: pageOf(end) };
    const position = cursor === undefined ? BEGINNING : decodeFeedCursor(object, reach, cursor);
    const found = await this.queries.page(ctx, object, position, horizon, limit + 1);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const hasMore = found.length > limit;
    const items = await this.told<Row>(ctx, descriptor, rows, records);
    return { items, page: hasMore ? pageOf({ transactionId: last!.transactionId, changeId: last!.id }, true) : pageOf(end) };
  }

  /** Each record once, at the place of its last change. */
  private async told<Row extends { id: string }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    rows: readonly ChangeRow[],
    read: (ids: readonly string[]) => Promise<Row[]>,
  ): Promise<RecordChange<Row>[]> {
    const byRecord = new Map<string, ChangeRow[]>();
    for (const row of rows) {
      const before = byRecord.get(row.recordId) ?? [];
      byRecord.delete(row.recordId);
      byRecord.set(row.recordId, [...before, row]);
    }
    const records = new Map((byRecord.size > 0 ? await read([...byRecord.keys()]) : []).map((row) => [row.id, row]));
    const hidden = ctx.ability.hiddenFields(descriptor.object);
    return [...byRecord].flatMap(([id, changes]) => {
      const record = records.get(id) ?? null;
      const operation = operationOf(descriptor, changes, record !== null);
      const last = changes.at(-1)!;
      if (operation === undefined) return [];
      const { recordId, at, version, actorId, origin } = last;
      const changed = changes.flatMap((each) => Object.keys(readableChanges(descriptor, hidden, each.changes ?? {})));
      // what is kept from the asker in the record itself is not named either
      const changedFields = record ? [...new Set(changed)].filter((key) => (key.split('.')[0] ?? key) in record) : [];
      return [{ recordId, operation, at, version, actorId, origin, changedFields, record }];
    });
  }

  private async listed<Row>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    ids: readonly string[],
    fields: string | undefined,
  ): Promise<Row[]> {
    const query = { limit: ids.length, ...(fields === undefined ? {} : { fields }) };
    return (await this.lists.list<Row & { id: string }>(ctx, descriptor, query, { where: sql`r.id = ANY (${ids}::uuid[])` }))
      .items;
  }
}

/** Undefined: the asker neither sees the record nor can have lost it by these changes. Whoever never had it loses nothing. */
function operationOf(
  descriptor: ObjectDescriptor,
  changes: readonly ChangeRow[],
  isVisible: boolean,
): ChangeView['operation'] | undefined {
  if (changes.some(({ operation }) => operation === 'deleted')) return 'deleted';
  if (isVisible) return changes.some(({ operation }) => operation === 'created') ? 'created' : 'changed';
  const decisive = decisiveFields(descriptor);
  const changed = changes.flatMap((each) => Object.keys(readableChanges(descriptor, NOTHING, each.changes ?? {})));
  return changed.some((key) => decisive.includes(key)) ? 'removed' : undefined;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What permissions go by, such as the owner, is all by which a record comes into and leaves somebody's sight. */
function decisiveFields({ policy, fields }: ObjectDescriptor): string[] {
  const columns = Object.values(policy.columns ?? {}).map((column) => column.sql);
  return fields.flatMap(({ key, column }) => (columns.includes(`r.${column}`) ? [key] : []));
}
