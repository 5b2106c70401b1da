import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql, { empty } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { DictionaryForest, type DictionaryItem } from './dictionary-forest.js';

/** So many items are remembered over all enterprises: some hundred bytes each. */
const KEPT = 500_000;

/** The dictionaries of each enterprise, cached under the definitions version that every transaction reads afresh. */
@Injectable()
export class DictionaryItems {
  private readonly known = new LRUCache<string, DictionaryForest>({
    maxSize: KEPT,
    sizeCalculation: (forest) => forest.size + 1,
  });

  /** All items; the very same forest until one of them or another definition changes. */
  async of(ctx: Ctx): Promise<DictionaryForest> {
    const key = `${ctx.tenantId}:${ctx.definitionsVersion}`;
    let forest = this.known.get(key);
    if (!forest) this.known.set(key, (forest = new DictionaryForest(await this.fresh(ctx))));
    return forest;
  }

  /** As they stand in this very transaction, its own changes included; of one dictionary, or of all. */
  fresh(ctx: Ctx, dictionary?: string): Promise<DictionaryItem[]> {
    return ctx.db.query<DictionaryItem & Record<string, unknown>>(sql`
      SELECT id, dictionary, parent_id AS "parentId", code, label, position, status, merged_into_id AS "mergedIntoId", version
      FROM dictionary_items WHERE tenant_id = ${ctx.tenantId} ${dictionary === undefined ? empty : sql`AND dictionary = ${dictionary}`} ORDER BY dictionary, position, id`);
  }
}
