import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { ObjectDescriptor } from './descriptor.js';

/**
 * The record and all that were merged into it, whose history is its history; the record alone where its kind is never
 * merged. Index: <table>_by_survivor.
 */
export async function withMerged(ctx: Ctx, { table, fields }: ObjectDescriptor, id: string): Promise<[string, ...string[]]> {
  if (!fields.some(({ key }) => key === 'mergedIntoId')) return [id];
  const merged = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM ${raw(table)} r WHERE r.merged_into_id = ${id}::uuid`);
  return [id, ...merged.map((row) => row.id)];
}
