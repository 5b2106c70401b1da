import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';

/** The lead and all that were merged into it: whose history is its history. Index: leads_by_survivor. */
export async function withMerged(ctx: Ctx, id: string): Promise<[string, ...string[]]> {
  const merged = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM leads r WHERE r.merged_into_id = ${id}::uuid`);
  return [id, ...merged.map((row) => row.id)];
}
