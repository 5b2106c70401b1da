import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';

/**
 * Held until the transaction ends by whoever changes tree, reporting line, memberships or administrators of the
 * enterprise: what they check (no cycle, an administrator left) must still be true when they write.
 */
export async function lockOrganisation(ctx: Ctx): Promise<void> {
  await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`organisation:${ctx.tenantId}`}, 0))`);
}
