import { Injectable } from '@nestjs/common';
import sql, { join, raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { FieldUses, type FieldUse } from '../custom-field/field-uses.js';
import { SavedViewQueries } from '../view/saved-view.queries.js';
import { holdersOf } from './dictionary-holders.js';

/** Records are counted so far; more are many. */
const COUNTED = 1000;

const RECORDS = text(
  '{count, plural, =1001 {超过 1000} other {#}} 条{object}的“{field}”',
  '{field} of {count, plural, =1001 {more than 1000} other {#}} records of {object}',
);

/** What would break if items were gone: records that have them, and rules whose conditions name them. */
@Injectable()
export class DictionaryUses {
  constructor(
    private readonly fieldUses: FieldUses,
    private readonly views: SavedViewQueries,
  ) {}

  async of(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<Issue[]> {
    return [...(await this.byRecords(ctx, dictionary, ids)), ...issuesOf(await this.byConditions(ctx, dictionary, ids))];
  }

  /** Rules that would go on naming a merged item. */
  async againstMerger(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<Issue[]> {
    return issuesOf((await this.byConditions(ctx, dictionary, ids)).filter((use) => !use.followsMergers));
  }

  /** Rewrites what follows a merger. */
  followMerger(ctx: Ctx, id: string): Promise<void> {
    return this.views.followMerger(ctx, id);
  }

  /** Rules and shared views. */
  private async byConditions(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<FieldUse[]> {
    const uses: FieldUse[] = [];
    // a statement for each of the few kinds of things that store conditions, on one connection
    for (const { descriptor, key } of await holdersOf(ctx, dictionary)) {
      uses.push(...(await this.fieldUses.of(ctx, descriptor.object, key, ids)));
    }
    return uses;
  }

  private async byRecords(ctx: Ctx, dictionary: string, ids: readonly string[]): Promise<Issue[]> {
    const holders = await holdersOf(ctx, dictionary);
    if (holders.length === 0) return [];
    const counts = holders.map(
      (holder) => sql`(SELECT count(*) FROM (SELECT FROM ${raw(holder.descriptor.table)} r
        WHERE r.tenant_id = ${ctx.tenantId} AND ${holder.hasOneOf(ids)} LIMIT ${COUNTED + 1}) u)`,
    );
    const [{ counted } = { counted: [] }] = await ctx.db.once<{ counted: number[] }>(
      sql`SELECT ARRAY[${join(counts, ', ')}]::integer[] AS counted`,
    );
    return holders.flatMap(({ descriptor, label }, n): Issue[] => {
      const params = { count: counted[n]!, object: descriptor.label[ctx.locale], field: label };
      return params.count === 0 ? [] : [{ pointer: '', code: 'RECORDS', message: RECORDS, params }];
    });
  }
}

const issuesOf = (uses: readonly FieldUse[]): Issue[] =>
  uses.map(({ code, message, params }) => ({ pointer: '', code, message, params }));
