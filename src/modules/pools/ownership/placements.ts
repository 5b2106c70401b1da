import sql, { raw, type Sql } from 'sql-template-tag';
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
  | 'moved'
  | 'handedOver'
  | 'withdrawn';

/** Where a record goes: to an owner or into a pool. */
export type Destination = { ownerId: string } | { poolId: string };

export interface Move {
  id: string;
  to: Destination;
  /** Where each record of a batch has a reason and a line of its own, instead of the cause's. */
  reason?: string;
  ruleKey?: string;
}

/** Why records move; the ledger keeps it (LEAD-08). */
export interface Cause {
  kind: LedgerKind;
  reason?: string | null;
  ruleId?: string | null;
  ruleKey?: string | null;
  runId?: string | null;
  /** New owners are safe until then; by home pool, or for all. */
  protectedUntil?: Date | Readonly<Record<string, Date>> | null;
}

const ACQUIRED_BY: Partial<Record<LedgerKind, string>> = {
  claimed: 'claimed',
  assigned: 'assigned',
  transferred: 'transferred',
  handedOver: 'transferred',
};

/** Moves these records; see `place`. The caller has locked the rows and decided. */
export async function move(ctx: Ctx, poolable: Poolable, moves: Move[], cause: Cause): Promise<string[]> {
  if (moves.length === 0) return [];
  const rows = moves.map(({ id, to, reason, ruleKey }) => ({
    id,
    reason,
    rule_key: ruleKey,
    owner_id: 'ownerId' in to ? to.ownerId : null,
    pool_id: 'poolId' in to ? to.poolId : null,
  }));
  const source = sql`SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m(id uuid, owner_id uuid, pool_id uuid, reason text, rule_key text)`;
  return idsOf(await ctx.db.query<{ id: string }>(placement(ctx, poolable, source, cause)));
}

/**
 * Puts the rows (id, owner_id, pool_id) of a query where they say and writes the ledger, in one statement however many they
 * are; answers their ids. The query locks them.
 */
export async function place(ctx: Ctx, poolable: Poolable, moves: Sql, cause: Cause): Promise<string[]> {
  const source = sql`SELECT m.*, NULL::text AS reason, NULL::text AS rule_key FROM (${moves}) m`;
  return idsOf(await ctx.db.once<{ id: string }>(placement(ctx, poolable, source, cause)));
}

/** A waiting time begins only when a record enters a pool from an owner or another pool, never by an edit. */
function placement(ctx: Ctx, { descriptor, object }: Poolable, moves: Sql, cause: Cause): Sql {
  return sql`
    WITH moves AS MATERIALIZED (${moves}), moved AS (
      UPDATE ${raw(descriptor.table)} r SET
        owner_id = m.owner_id, pool_id = m.pool_id, home_pool_id = coalesce(m.pool_id, r.pool_id, r.home_pool_id),
        owned_since = CASE WHEN m.owner_id IS NULL THEN NULL ELSE ${ctx.now}::timestamptz END,
        entered_pool_at = CASE WHEN m.pool_id IS NULL THEN NULL ELSE ${ctx.now}::timestamptz END,
        acquisition = coalesce(${ACQUIRED_BY[cause.kind] ?? null}::text, r.acquisition),
        protected_until = CASE WHEN m.owner_id IS NOT NULL THEN ${protectionSql(cause)} END,
        reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
        version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}::uuid
      FROM moves m
      WHERE r.id = m.id
      RETURNING r.id, old.owner_id AS from_owner, new.owner_id AS to_owner, old.pool_id AS from_pool, new.pool_id AS to_pool, m.reason, m.rule_key
    ), written AS (
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, from_owner_id, to_owner_id, from_pool_id, to_pool_id, reason, rule_id, rule_key, run_id)
      SELECT ${ctx.tenantId}::uuid, ${object}, id, ${cause.kind}, ${ctx.now}, ${actorIdOf(ctx)}::uuid, from_owner, to_owner, from_pool, to_pool,
        coalesce(reason, ${cause.reason ?? null}::text), ${cause.ruleId ?? null}::uuid, coalesce(rule_key, ${cause.ruleKey ?? null}::text), ${cause.runId ?? null}::uuid
      FROM moved
    )
    SELECT id FROM moved`;
}

const idsOf = (rows: { id: string }[]): string[] => rows.map((row) => row.id);

function protectionSql({ protectedUntil = null }: Cause): Sql {
  if (protectedUntil === null || protectedUntil instanceof Date) return sql`${protectedUntil}::timestamptz`;
  return sql`(${JSON.stringify(protectedUntil)}::jsonb ->> coalesce(r.pool_id, r.home_pool_id)::text)::timestamptz`;
}
