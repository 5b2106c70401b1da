import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { Poolable } from '../poolable.js';

/** A record about to be protected or quarantined, locked. */
export interface ProtectedRow extends Record<string, unknown> {
  id: string;
  ownerId: string | null;
  poolId: string | null;
  homePoolId: string | null;
  ownedSince: string | null;
  protectedUntil: string | null;
  permitted: boolean;
  inPlay: boolean;
}

/** What becomes of quarantined records: nobody claims them until then, or nothing holds them any more. */
export interface Quarantine {
  until: Date | null;
  reason: string | null;
}

@Injectable()
export class ProtectionQueries {
  /** Of these records, those that the actor may know of, in the order of their ids so that two bulk acts cannot block each other. */
  lock(ctx: Ctx, { descriptor, inPlay }: Poolable, action: string, ids: readonly string[]): Promise<ProtectedRow[]> {
    return ctx.db.query<ProtectedRow>(sql`
      SELECT r.id, r.owner_id AS "ownerId", r.pool_id AS "poolId", r.home_pool_id AS "homePoolId", r.owned_since AS "ownedSince",
        r.protected_until AS "protectedUntil", (${scoped(ctx, action, descriptor.policy)}) IS TRUE AS permitted, (${inPlay}) IS TRUE AS "inPlay"
      FROM ${raw(descriptor.table)} r WHERE r.id = ANY (${ids}::uuid[]) AND ${scoped(ctx, 'read', descriptor.policy)}
      ORDER BY r.id FOR UPDATE OF r`);
  }

  /** How often this owner has protected this record, ever: giving it back and claiming it again wins nothing. */
  async count(ctx: Ctx, recordId: string, ownerId: string): Promise<number> {
    const { n } = await ctx.db.one<{ n: number }>(sql`SELECT count(*) AS n FROM protections p
      WHERE p.record_id = ${recordId}::uuid AND p.employee_id = ${ownerId}::uuid`);
    return n;
  }

  async protect(
    ctx: Ctx,
    { object, descriptor }: Poolable,
    row: ProtectedRow,
    until: Date,
    reason: string | null,
  ): Promise<string> {
    const id = newId();
    await ctx.db.run(sql`INSERT INTO protections (tenant_id, id, object, record_id, employee_id, until, reason, created_at)
      VALUES (${ctx.tenantId}, ${id}, ${object}, ${row.id}, ${row.ownerId}, ${until}, ${reason}, ${ctx.now})`);
    await ctx.db
      .run(sql`UPDATE ${raw(descriptor.table)} r SET protected_until = ${until}, version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE r.id = ${row.id}::uuid`);
    return id;
  }

  async quarantine(ctx: Ctx, { descriptor }: Poolable, ids: readonly string[], { until, reason }: Quarantine): Promise<void> {
    await ctx.db
      .run(sql`UPDATE ${raw(descriptor.table)} r SET quarantined_until = ${until}::timestamptz, quarantine_reason = ${reason}::text,
        version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE r.id = ANY (${ids}::uuid[])`);
  }
}
