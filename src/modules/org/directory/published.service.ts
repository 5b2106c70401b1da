import { Injectable } from '@nestjs/common';
import sql, { join } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { PageRequest } from '../../../platform/http/index.js';
import { decodeCursor, encodeCursor } from '../../../platform/records/cursor.js';
import type { Sort } from '../../../platform/records/sort.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import type { PublishedItemListView, PublishedItemView } from './directory.view.js';
import { PublishedItems } from './published-items.js';

const NEWEST: Sort = { key: 'at', descending: true, type: 'timestamp', nullable: false, expression: sql`at` };

/** What a colleague has published, of all kinds in one statement; each kind says who may see it (ORG-08). */
@Injectable()
export class PublishedService {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly items: PublishedItems,
  ) {}

  async list(ctx: Ctx, authorId: string, { limit = 20, cursor }: PageRequest): Promise<PublishedItemListView> {
    await this.employees.exists(ctx, authorId);
    const position = cursor === undefined ? undefined : decodeCursor(NEWEST, cursor);
    const before = position && { at: String(position.value), id: position.id };
    const kinds = this.items
      .all()
      .map(
        (each) =>
          sql`(SELECT ${each.kind}::text AS kind, p.id, p.at, p.excerpt FROM (${each.rows(ctx, authorId, before, limit + 1)}) p)`,
      );
    if (kinds.length === 0) return { items: [], page: { nextCursor: null, hasMore: false } };
    const rows = await ctx.db.query<Omit<PublishedItemView, 'label'> & Record<string, unknown>>(sql`
      SELECT kind, id, at, excerpt FROM (${join(kinds, ' UNION ALL ')}) a ORDER BY at DESC, id DESC LIMIT ${limit + 1}`);
    const shown = rows.slice(0, limit).map((row) => ({ ...row, label: this.items.labelOf(row.kind)[ctx.locale] }));
    for (const each of this.items.all()) {
      const own = shown.filter(({ kind }) => kind === each.kind);
      if (own.length > 0) await each.finish?.(ctx, own);
    }
    const last = shown.at(-1);
    const hasMore = rows.length > limit;
    return {
      items: shown,
      page: { nextCursor: hasMore && last ? encodeCursor(NEWEST, { value: last.at, id: last.id }) : null, hasMore },
    };
  }
}
