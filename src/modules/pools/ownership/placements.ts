import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { Poolable } from '../poolable.js';

export type LedgerKind =
  | 'created'
  | 'imported'
  | 'claimed'
  | 'assigned'
  | 'returned'
  | 'takenBack'
  | 'reclaimed'
  | 'transferred'
  | 'moved';

/** Where a record goes: to an owner or into a pool. */
export type Destination = { ownerId: string } | { poolId: string };

export interface Move {
  id: string;
  to: Destination;
}

/** Why records move; the ledger keeps it (LEAD-08). */
export interface Cause {
  kind: LedgerKind;
  reason?: string | null;
  ruleId?: string | null;
  ruleKey?: string | null;
  runId?: string | null;
  /** New owners are safe until then. */
  protectedUntil?: Date | null;
}

const ACQUIRED_BY: Partial<Record<LedgerKind, string>> = { claimed: 'claimed', assigned: 'assigned', transferred: 'transferred' };

/**
 * Moves records and writes the ledger, in one statement however many they are. The caller has locked the rows and decided.
 * A waiting time begins only when a record enters a pool from an owner or another pool, never by an edit.
 */
export async function move(ctx: Ctx, { descriptor, object }: Poolable, moves: Move[], cause: Cause): Promise<string[]> {
  if (moves.length === 0) return [];
  const rows = moves.map(({ id, to }) => ({
    id,
    owner_id: 'ownerId' in to ? to.ownerId : null,
    pool_id: 'poolId' in to ? to.poolId : null,
  }));
  const moved = await ctx.db.query<{ id: string }>(sql`
    WITH moved AS (
      UPDATE ${raw(descriptor.table)} r SET
        owner_id = m.owner_id, pool_id = m.pool_id, home_pool_id = coalesce(m.pool_id, r.pool_id, r.home_pool_id),
        owned_since = CASE WHEN m.owner_id IS NULL THEN NULL ELSE ${ctx.now}::timestamptz END,
        entered_pool_at = CASE WHEN m.pool_id IS NULL THEN NULL ELSE ${ctx.now}::timestamptz END,
        acquisition = coalesce(${ACQUIRED_BY[cause.kind] ?? null}::text, r.acquisition),
        protected_until = ${cause.protectedUntil ?? null}::timestamptz,
        reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
        version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m(id uuid, owner_id uuid, pool_id uuid)
      WHERE r.id = m.id
      RETURNING r.id, old.owner_id AS from_owner, new.owner_id AS to_owner, old.pool_id AS from_pool, new.pool_id AS to_pool
    ), written AS (
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, from_owner_id, to_owner_id, from_pool_id, to_pool_id, reason, rule_id, rule_key, run_id)
      SELECT ${ctx.tenantId}::uuid, ${object}, id, ${cause.kind}, ${ctx.now}, ${actorIdOf(ctx)}::uuid, from_owner, to_owner, from_pool, to_pool,
        ${cause.reason ?? null}::text, ${cause.ruleId ?? null}::uuid, ${cause.ruleKey ?? null}::text, ${cause.runId ?? null}::uuid
      FROM moved
    )
    SELECT id FROM moved`);
  return moved.map((row) => row.id);
}
