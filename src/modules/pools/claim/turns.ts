import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';

/**
 * Until the transaction ends, whatever gives records of a kind to these people within a limit waits for each other: limits
 * stay exact. Taken in one order always, so that two callers cannot wait for each other.
 */
export async function takeTurns(ctx: Ctx, object: string, employeeIds: readonly string[]): Promise<void> {
  const keys = employeeIds.map((id) => `claim:${ctx.tenantId}:${id}:${object}`).sort();
  await ctx.db.query(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(k.key, 0)) FROM unnest(${keys}::text[]) WITH ORDINALITY AS k(key, n) ORDER BY k.n`,
  );
}
