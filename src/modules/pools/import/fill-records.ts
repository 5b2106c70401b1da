import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';

/** A column that rows of a file may fill: its key in them, its name and type; what is derived is written whatever it is. */
export type FilledColumn = readonly [key: string, column: string, type: string, how?: 'derived'];

/**
 * Fills existing records with the filled cells of rows, in one statement however many: what a row leaves blank stays, lists
 * and custom fields are united. The caller has locked the records.
 */
export async function fillRecords(
  ctx: Ctx,
  table: string,
  columns: readonly FilledColumn[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  const types = raw(['id uuid', 'custom jsonb', ...columns.map(([key, , type]) => `"${key}" ${type}`)].join(', '));
  await ctx.db.run(sql`
    UPDATE ${raw(table)} r SET ${join(columns.map(assignment), ', ')}, custom = r.custom || coalesce(u.custom, '{}'),
      version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u(${types})
    WHERE r.id = u.id`);
}

function assignment([key, column, type, how]: FilledColumn): Sql {
  if (how === 'derived') return raw(`${column} = u."${key}"`);
  if (type.endsWith('[]'))
    return raw(`${column} = r.${column} || ARRAY(SELECT t FROM unnest(u."${key}") t WHERE t <> ALL (r.${column}))`);
  return raw(`${column} = coalesce(u."${key}", r.${column})`);
}
