import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { actorIdOf } from '../jobs/index.js';

/**
 * Changes a record that is locked. `changes` holds API keys, of which those in `writable` (key → column) are written;
 * `custom` is merged and its nulls removed; `derived` is by column. The version is raised.
 */
export async function updateRecord(
  ctx: Ctx,
  table: string,
  id: string,
  writable: Readonly<Record<string, string>>,
  changes: Record<string, unknown>,
  derived: Record<string, unknown> = {},
): Promise<void> {
  const assignments: Sql[] = Object.entries(changes).flatMap(([key, value]) =>
    writable[key] && value !== undefined ? [sql`${raw(writable[key])} = ${value}`] : [],
  );
  if (changes.custom !== undefined)
    assignments.push(sql`custom = jsonb_strip_nulls(custom || ${JSON.stringify(changes.custom)}::jsonb)`);
  for (const [column, value] of Object.entries(derived)) assignments.push(sql`${raw(column)} = ${value}`);
  assignments.push(sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorIdOf(ctx)}::uuid`);
  await ctx.db.run(sql`UPDATE ${raw(table)} SET ${join(assignments, ', ')} WHERE id = ${id}::uuid`);
}
