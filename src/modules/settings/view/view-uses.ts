import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { leavesOn, SavedViews } from '../../../platform/records/index.js';
import { Duties, type Duty, type DutyOf } from '../../org/index.js';
import { FieldUses, type FieldUseFinder } from '../custom-field/field-uses.js';
import { SavedViewQueries, shared } from './saved-view.queries.js';

/** Shared views that show the field, are in its order or ask for it. Private ones lose it: their owner sees it from `unavailableFields`. */
const usesByViews: FieldUseFinder = async (ctx, object, fieldKey, choices) => {
  const rows = await ctx.db.query<{ name: string; choice: string | null }>(sql`
    SELECT v.name, l.choice FROM saved_views v CROSS JOIN LATERAL ${leavesOn(sql`v.condition`, fieldKey, choices)} l
    WHERE v.object = ${object} AND ${shared}
    UNION
    SELECT v.name, NULL FROM saved_views v
    WHERE ${choices === undefined} AND v.object = ${object} AND ${shared} AND (${fieldKey} = ANY (v.columns) OR v.sort IN (${fieldKey}, ${`-${fieldKey}`}))
    ORDER BY 1, 2`);
  return rows.map(({ name, choice }) => ({
    code: 'SAVED_VIEW',
    message: text('共享视图“{name}”', 'the shared view {name}'),
    params: { name },
    followsMergers: true,
    ...(choice === null ? {} : { choice }),
  }));
};

/** Views that others work with stay when their author goes; private ones go along with what that person had chosen. */
const author: Duty = {
  kind: 'sharedViewAuthor',
  label: text('共享视图的作者', 'Author of shared views'),
  of: (ctx: Ctx, id: string, most: number) =>
    ctx.db.query<DutyOf>(
      sql`SELECT v.id, v.name FROM saved_views v WHERE v.owner_id = ${id}::uuid AND ${shared} ORDER BY v.name, v.id LIMIT ${most}`,
    ),
  pass: async (ctx: Ctx, from: string, to: string | null) => {
    await ctx.db.run(sql`DELETE FROM saved_views WHERE owner_id = ${from}::uuid AND audience = 'nobody'`);
    await ctx.db.run(sql`DELETE FROM default_views WHERE group_id = ${from}::uuid`);
    await ctx.db.run(sql`UPDATE saved_views SET owner_id = ${to}::uuid, version = version + 1, updated_at = ${ctx.now}
      WHERE owner_id = ${from}::uuid`);
  },
};

/** Makes views known to lists, to custom fields and dictionaries, and to departures. */
@Injectable()
export class ViewUses implements OnModuleInit {
  constructor(
    private readonly lists: SavedViews,
    private readonly queries: SavedViewQueries,
    private readonly uses: FieldUses,
    private readonly duties: Duties,
  ) {}

  onModuleInit(): void {
    this.lists.register((ctx, object, id) => this.queries.ask(ctx, object, id));
    this.uses.register(usesByViews);
    this.duties.register(author);
  }
}
