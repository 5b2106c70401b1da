import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { Poolable } from '../poolable.js';
import { recordsPooled } from '../pools.events.js';
import type { NewPlace } from './new-places.js';

/** Who really made a record and when, where that was not the actor and not now. */
export interface Origin {
  createdAt?: string | null;
  createdBy?: string | null;
}

/** A column of a new row and its type in SQL, with the value of a record for it. */
export type NewColumn<T> = readonly [column: string, type: string, value: (record: T) => unknown];

/**
 * Writes new records and where they went, in one statement however many; their deadlines are the caller's next step.
 * `columns` are the kind's own; the place, the acquisition and the times are written here.
 */
export async function insertPlaced<T extends NewPlace & Origin & { id: string }>(
  ctx: Ctx,
  { object, descriptor }: Pick<Poolable, 'object' | 'descriptor'>,
  columns: readonly NewColumn<T>[],
  records: readonly T[],
  kind: 'created' | 'imported',
): Promise<void> {
  if (records.length === 0) return;
  const all = [...columns, ...PLACE] as readonly NewColumn<T>[];
  // Read once, in order: json is cheaper here than jsonb, and what is not told is NULL.
  const rows = records.map((record) => ({
    ...Object.fromEntries(all.map(([column, , value]) => [column, value(record) ?? undefined])),
    original_at: record.createdAt,
    original_by: record.createdBy,
  }));
  const names = raw(all.map(([column]) => column).join(', '));
  const types = raw(all.map(([column, type]) => `${column} ${type}`).join(', '));
  await ctx.db.run(sql`
    WITH made AS (
      INSERT INTO ${raw(descriptor.table)} (tenant_id, ${names}, acquisition, owned_since, entered_pool_at, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, ${names}, ${kind},
        CASE WHEN owner_id IS NOT NULL THEN ${ctx.now}::timestamptz END, CASE WHEN pool_id IS NOT NULL THEN ${ctx.now}::timestamptz END,
        coalesce(original_at, ${ctx.now}), coalesce(original_by, ${actorIdOf(ctx)}::uuid), ${ctx.now}, ${actorIdOf(ctx)}::uuid
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS j(original_at timestamptz, original_by uuid, ${types})
      RETURNING id, owner_id, pool_id
    )
    INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, to_owner_id, to_pool_id)
    SELECT ${ctx.tenantId}::uuid, ${object}, id, ${kind}, ${ctx.now}, ${actorIdOf(ctx)}::uuid, owner_id, pool_id FROM made`);
  const pooled = records.filter(({ poolId }) => poolId !== null).map(({ id }) => id);
  if (pooled.length > 0) ctx.emit(recordsPooled({ object, poolId: null, ids: pooled, kind }));
}

const PLACE: readonly NewColumn<NewPlace>[] = [
  ['pool_id', 'uuid', (record) => record.poolId],
  ['owner_id', 'uuid', (record) => record.ownerId],
  ['home_pool_id', 'uuid', (record) => record.homePoolId],
];
