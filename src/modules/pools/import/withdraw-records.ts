import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { registerTie } from '../../../platform/records/index.js';
import { poolableOf } from '../poolable.js';

registerTie({
  table: 'ownership_ledger',
  column: 'record_id',
  counted: raw(`t.kind <> 'imported'`),
  code: 'MOVED',
  reason: text('已被领取、分配或移动', 'It has been claimed, assigned or moved'),
});

/**
 * Takes records away whose import is taken back, in one statement however many; the ledger tells where they were. The caller
 * has locked them, and nobody has worked with them. Answers how many.
 */
export async function withdrawRecords(ctx: Ctx, object: string, ids: readonly string[]): Promise<number> {
  return ctx.db.run(sql`
    WITH gone AS (
      DELETE FROM ${raw(poolableOf(object).descriptor.table)} r WHERE r.id = ANY (${[...ids]}::uuid[]) RETURNING r.id, r.owner_id, r.pool_id
    ), forgotten AS (
      DELETE FROM assignment_attempts a USING gone WHERE a.record_id = gone.id
    )
    INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, from_owner_id, from_pool_id)
    SELECT ${ctx.tenantId}::uuid, ${object}, id, 'withdrawn', ${ctx.now}, ${actorIdOf(ctx)}::uuid, owner_id, pool_id FROM gone`);
}
