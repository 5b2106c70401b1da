import { Injectable } from '@nestjs/common';
import sql, { join, raw } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { Mergeable } from '../../../platform/records/index.js';
import { WRITABLE } from '../lead/lead.writes.js';
import { leadPolicy } from '../leads.policy.js';

/** A lead that is locked for merging. */
export interface LockedLead extends Mergeable {
  version: number;
  status: string;
  name: string;
  company: string | null;
  ownerId: string | null;
  permitted: boolean;
}

const VALUES = join(
  Object.entries(WRITABLE).map(([key, column]) => raw(`r.${column} AS "${key}"`)),
  ', ',
);

@Injectable()
export class MergeQueries {
  /**
   * Locks the leads that the actor may see, in the order of their ids, so that two merges of the same leads wait for each
   * other. A claim or transfer under way is waited for, and what it made of the lead is what is seen here.
   */
  lock(ctx: Ctx, ids: readonly string[]): Promise<LockedLead[]> {
    return ctx.db.query<LockedLead>(sql`
      SELECT r.id, r.version, r.status, r.owner_id AS "ownerId", r.custom, ${VALUES}, (${scoped(ctx, 'merge', leadPolicy)}) IS TRUE AS permitted
      FROM leads r WHERE r.id = ANY (${ids}::uuid[]) AND ${scoped(ctx, 'read', leadPolicy)} ORDER BY r.id FOR UPDATE OF r`);
  }

  /** Moves what hangs on the others to the survivor; they end as `merged`, without the values that must be unique. */
  async merge(ctx: Ctx, survivorId: string, ids: readonly string[], uniqueKeys: readonly string[]): Promise<void> {
    const losers = sql`${ids}::uuid[]`;
    await ctx.db.run(sql`
      UPDATE leads s SET follow_up_count = s.follow_up_count + o.count, last_follow_up_at = greatest(s.last_follow_up_at, o.last)
      FROM (SELECT sum(r.follow_up_count)::integer AS count, max(r.last_follow_up_at) AS last FROM leads r WHERE r.id = ANY (${losers})) o
      WHERE s.id = ${survivorId}::uuid`);
    await ctx.db.run(
      sql`UPDATE follow_ups f SET lead_id = ${survivorId}::uuid, version = f.version + 1 WHERE f.lead_id = ANY (${losers})`,
    );
    // leads merged into the others before go along, so that every chain has one step
    await ctx.db.run(sql`
      UPDATE leads r SET status = 'merged', merged_into_id = ${survivorId}::uuid, reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
        custom = r.custom - ${uniqueKeys}::text[], version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE r.id = ANY (${losers}) OR r.merged_into_id = ANY (${losers})`);
  }
}
