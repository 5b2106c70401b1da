import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type ProblemKind } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import {
  decodeCursor,
  encodeCursor,
  RecordReader,
  withMerged,
  type ObjectDescriptor,
  type Position,
  type Sort,
} from '../../../platform/records/index.js';
import { PoolSight } from '../../pools/index.js';
import { TimelineSources, type TimelineRows, type TimelineSource, type TimelineSubject } from './timeline-source.js';
import type { TimelineRequest } from './timeline.requests.js';
import type { TimelineEntryView, TimelineView } from './timeline.view.js';

const NEWEST_FIRST: Sort = { key: 'at', descending: true, type: 'timestamp', nullable: false, expression: raw('t.at') };
const NO_SUCH_KIND = text('没有这类动态', 'There are no entries of this kind.');

/** A record whose timeline is asked for. */
export interface TimelineOf {
  descriptor: ObjectDescriptor;
  missing: ProblemKind;
}

interface Pooled extends Record<string, unknown> {
  mayUpdate: boolean;
  poolId: string | null;
}

interface Entry extends TimelineEntryView {
  /** The time in microseconds, which a cursor must name exactly. */
  $at?: string;
}

/** What happened to a record, from every source in one statement, each by its own index (CUST-08, LEAD-03). */
@Injectable()
export class Timeline {
  constructor(
    private readonly sources: TimelineSources,
    private readonly reader: RecordReader,
    private readonly sight: PoolSight,
  ) {}

  /** @throws `missing` where the actor may not read the record; validationFailed for an unknown kind */
  async of(ctx: Ctx, { descriptor, missing }: TimelineOf, id: string, request: TimelineRequest): Promise<TimelineView> {
    const sources = chosen(this.sources.of(descriptor.object), request.kinds);
    const poolId = descriptor.policy.columns?.poolId ?? raw('NULL');
    const columns = sql`, (${scoped(ctx, 'update', descriptor.policy)}) IS TRUE AS "mayUpdate", (${poolId})::text AS "poolId"`;
    const record = await this.reader.permit<Pooled>(ctx, descriptor, 'read', id, missing, { lock: false, columns });
    const isKept = record.poolId !== null && (await this.sight.keeps(ctx, descriptor.object, record.poolId));
    const subject = { descriptor, readsHistory: record.mayUpdate && !isKept, isPooled: record.poolId !== null };
    const { items, page } = await this.page(ctx, sources, subject, await withMerged(ctx, descriptor, id), request);
    for (const source of sources) {
      const own = items.filter(({ kind }) => kind === source.kind);
      if (own.length > 0) await source.finish?.(ctx, subject, own);
    }
    return { items, page };
  }

  private async page(
    ctx: Ctx,
    sources: readonly TimelineSource[],
    subject: TimelineSubject,
    ids: readonly [string, ...string[]],
    { limit = 20, cursor }: TimelineRequest,
  ): Promise<TimelineView> {
    const before = cursor === undefined ? undefined : decodeCursor(NEWEST_FIRST, cursor);
    const arms = sources.flatMap((source) => {
      const rows = source.rows(ctx, subject);
      return rows ? [armSql(source.kind, rows, limit + 1, before)] : [];
    });
    if (arms.length === 0) return { items: [], page: { nextCursor: null, hasMore: false } };
    const entries = await ctx.db.query<Entry & Record<string, unknown>>(
      pageSql(arms, ids, `${subject.descriptor.object}Id`, limit + 1),
    );
    const items = entries.slice(0, limit);
    const last = entries.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.$at!, id: last.id }) : null;
    for (const entry of items) delete (entry as Entry).$at;
    return { items, page: { nextCursor, hasMore: last !== undefined } };
  }
}

/** @throws validationFailed for a kind that this record's timeline does not have */
function chosen(all: TimelineSource[], kinds: string | undefined): TimelineSource[] {
  if (kinds === undefined) return all;
  const asked = kinds.split(',');
  if (asked.some((kind) => !all.some((source) => source.kind === kind)))
    throw validationFailed({}, [{ pointer: '?kinds', code: 'NOT_ALLOWED', message: NO_SUCH_KIND }]);
  return all.filter(({ kind }) => asked.includes(kind));
}

/** The newest rows of one source, of each record `s.id`. Limits are written out, so that kept plans know them. */
function armSql(kind: string, { from, id, at, actor, content }: TimelineRows, limit: number, before: Position | undefined): Sql {
  const earlier = before ? sql`AND (${at}, ${id}) < (${before.value}::timestamptz, ${before.id}::uuid)` : empty;
  return sql`SELECT p.*, ${kind}::text AS kind, s.id AS record_id FROM records s CROSS JOIN LATERAL (
    SELECT ${id} AS id, ${at} AS at, ${actor} AS actor_id, ${content} AS content FROM ${from} ${earlier}
    ORDER BY ${at} DESC, ${id} DESC LIMIT ${raw(String(limit))}) p`;
}

/** Of what all sources give the newest are the page. What belongs to a record that was merged into this one names it. */
function pageSql(arms: readonly Sql[], ids: readonly [string, ...string[]], idKey: string, limit: number): Sql {
  return sql`
    WITH records AS (SELECT unnest(${ids}::uuid[]) AS id)
    SELECT t.id, t.kind, t.at, to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "$at", t.actor_id AS "actorId", e.name AS "actorName",
      CASE WHEN t.record_id = ${ids[0]}::uuid THEN t.content ELSE t.content || jsonb_build_object(${idKey}::text, t.record_id) END AS content
    FROM (SELECT * FROM ((${join(arms, ') UNION ALL (')})) u ORDER BY u.at DESC, u.id DESC LIMIT ${raw(String(limit))}) t
    LEFT JOIN employees e ON e.tenant_id = current_tenant() AND e.id = t.actor_id
    ORDER BY t.at DESC, t.id DESC`;
}
