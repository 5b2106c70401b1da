import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { openTo, scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { Mergeable } from '../../../platform/records/index.js';
import { WRITABLE, type UniqueNames } from '../customer/customer.writes.js';
import { customerPolicy } from '../customers.policy.js';
import type { CustomerMerge } from './merge-participants.js';

/** A customer that is locked for merging. */
export interface LockedForMerge extends Mergeable {
  version: number;
  state: 'active' | 'archived' | 'merged';
  name: string;
  shortName: string | null;
  ownerId: string | null;
  permitted: boolean;
}

/** A merge as it is kept. */
export interface KeptMerge extends CustomerMerge, Record<string, unknown> {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  mergedAt: string;
  undoneAt: string | null;
}

const VALUES = join(
  Object.entries(WRITABLE).map(([key, column]) => raw(`r.${column} AS "${key}"`)),
  ', ',
);
const TOUCHED = (ctx: Ctx): Sql => sql`version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid`;

@Injectable()
export class CustomerMergeQueries {
  /**
   * Locks the customers that the actor may open, in the order of their ids, so that two merges of the same customers wait
   * for each other. A claim or transfer under way is waited for, and what it made of the customer is what is seen here.
   */
  lock(ctx: Ctx, ids: readonly string[]): Promise<LockedForMerge[]> {
    return ctx.db.query<LockedForMerge>(sql`
      SELECT r.id, r.version, r.state, r.owner_id AS "ownerId", r.custom, ${VALUES}, (${scoped(ctx, 'merge', customerPolicy)}) IS TRUE AS permitted
      FROM customers r WHERE r.id = ANY (${ids}::uuid[]) AND ${openTo(ctx, customerPolicy)} ORDER BY r.id FOR UPDATE OF r`);
  }

  async keep(ctx: Ctx, { id, survivorId, ids }: CustomerMerge, before: object, after: object): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO customer_merges (tenant_id, id, survivor_id, merged_ids, before, after, merged_at, merged_by)
      VALUES (${ctx.tenantId}, ${id}, ${survivorId}, ${ids}::uuid[], ${JSON.stringify(before)}, ${JSON.stringify(after)}, ${ctx.now}, ${actorIdOf(ctx)})`);
  }

  /** Ends the others as `merged`, without the names that must be unique, and records what they were. */
  async end(ctx: Ctx, { id, survivorId, ids }: CustomerMerge): Promise<void> {
    // customers merged into the others before go along, so that every chain has one step; subsidiaries change their parent
    await ctx.db.run(sql`
      WITH ended AS (
        UPDATE customers r SET state = 'merged', merged_into_id = ${survivorId}::uuid, unique_name_key = NULL, unique_short_key = NULL,
          reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL, ${TOUCHED(ctx)}
        WHERE r.id = ANY (${ids}::uuid[]) OR r.merged_into_id = ANY (${ids}::uuid[])
        RETURNING r.id, old.merged_into_id AS from_id, old.state AS state
      )
      INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, CASE WHEN e.from_id IS NULL THEN e.state ELSE 'mergedBefore' END, e.id, coalesce(e.from_id, e.id) FROM ended e`);
  }

  find(ctx: Ctx, id: string): Promise<KeptMerge | undefined> {
    return ctx.db.maybe<KeptMerge>(sql`
      SELECT m.id, m.survivor_id AS "survivorId", m.merged_ids AS ids, m.before, m.after, m.merged_at AS "mergedAt", m.undone_at AS "undoneAt"
      FROM customer_merges m WHERE m.id = ${id}::uuid FOR UPDATE`);
  }

  /** Counts the follow-ups of these customers anew. */
  async recount(ctx: Ctx, ids: readonly string[]): Promise<void> {
    await ctx.db.runOnce(sql`
      UPDATE customers r SET follow_up_count = f.n, last_follow_up_at = f.last
      FROM (
        SELECT c.id, count(t.id)::integer AS n, max(t.at) AS last FROM unnest(${ids}::uuid[]) c(id) LEFT JOIN follow_ups t ON t.customer_id = c.id GROUP BY c.id
      ) f
      WHERE r.id = f.id AND (r.follow_up_count, r.last_follow_up_at) IS DISTINCT FROM (f.n, f.last)`);
  }

  /** Takes back what `end` did: states, places in chains, and the names that are unique under the rules of today. */
  async revive(ctx: Ctx, { id, survivorId }: CustomerMerge, unique: UniqueNames): Promise<void> {
    await ctx.db.run(sql`
      UPDATE customers r SET state = CASE m.object WHEN 'mergedBefore' THEN 'merged' ELSE m.object END,
        merged_into_id = CASE m.object WHEN 'mergedBefore' THEN m.from_id END,
        unique_name_key = CASE WHEN m.object <> 'mergedBefore' AND ${unique.name} THEN r.name_key END,
        unique_short_key = CASE WHEN m.object <> 'mergedBefore' AND ${unique.shortName} THEN r.short_key END, ${TOUCHED(ctx)}
      FROM customer_merge_moves m
      WHERE m.merge_id = ${id}::uuid AND m.object IN ('active', 'archived', 'mergedBefore') AND r.id = m.record_id AND r.merged_into_id = ${survivorId}::uuid`);
    await ctx.db.run(
      sql`UPDATE customer_merges m SET undone_at = ${ctx.now}, undone_by = ${actorIdOf(ctx)}::uuid WHERE m.id = ${id}::uuid`,
    );
  }
}
