import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { ImportRun } from './import-target.js';

/**
 * What a question finds in a table, held against others until the transaction ends, so that it still stands when rows are
 * written by it. Asked anew behind the locks, because only then does it see what others did until then. A preview holds nothing.
 * @param strength `SHARE` for what rows refer to, `UPDATE` for what they change
 */
export async function holdFound<Row extends { id: string }>(
  ctx: Ctx,
  { isPreview }: Pick<ImportRun<unknown>, 'isPreview'>,
  table: string,
  strength: 'SHARE' | 'UPDATE',
  find: () => Promise<Row[]>,
): Promise<Row[]> {
  if (isPreview) return find();
  const held = new Set<string>();
  let found = await find();
  // once more than there is something new: a name may have gone to another record while it was waited for
  while (found.some(({ id }) => !held.has(id))) {
    const ids = [...new Set(found.map(({ id }) => id))].filter((id) => !held.has(id));
    await ctx.db.query(sql`SELECT FROM ${raw(table)} r WHERE r.id = ANY (${ids}::uuid[]) ORDER BY r.id FOR ${raw(strength)}`);
    for (const id of ids) held.add(id);
    found = await find();
  }
  return found;
}
