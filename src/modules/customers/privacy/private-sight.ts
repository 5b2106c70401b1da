import sql from 'sql-template-tag';
import type { RowSight } from '../../../platform/records/index.js';
import { keptFrom } from './private-to.js';

/** What everybody who may list a private customer sees of it. */
const SHOWN = new Set(['id', 'version', 'isPrivate', 'state', 'ownerId', 'ownerName', 'poolId', 'poolName']);
/** What may be asked of it: also its age, which its id tells anyway. */
const ASKABLE = new Set([...SHOWN, 'createdAt']);

/** Of private customers of others, lists, single reads, searches, filters and orders tell only that they are there (PERM-04). */
export const privateSight: RowSight = {
  needs: ['isPrivate', 'ownerId'],
  apply: async (ctx, rows) => {
    const foreign = rows.filter((row) => row.isPrivate === true && row.ownerId !== ctx.actor.employeeId);
    if (foreign.length === 0) return;
    const kept = await ctx.db.query<{ id: string }>(sql`
      SELECT r.id FROM customers r WHERE r.id = ANY (${foreign.map(({ id }) => id)}::uuid[]) AND ${keptFrom(ctx.actor.employeeId)}`);
    const ids = new Set<unknown>(kept.map(({ id }) => id));
    for (const row of foreign) if (ids.has(row.id)) strip(row);
  },
  blindTo: (ctx, fields) =>
    Promise.resolve(fields.every((field) => ASKABLE.has(field)) ? undefined : keptFrom(ctx.actor.employeeId)),
};

/** `$sort` is no field: it is taken out where the page is cut. */
function strip(row: Record<string, unknown>): void {
  for (const key of Object.keys(row)) if (!SHOWN.has(key) && key !== '$sort') Reflect.deleteProperty(row, key);
}
