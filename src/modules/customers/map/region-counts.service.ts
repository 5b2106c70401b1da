import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { DictionaryItems, RecordLists, type DictionaryForest } from '../../../platform/records/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import type { RegionsQuery } from './map.requests.js';
import type { RegionCountView } from './map.view.js';

interface Count extends Record<string, unknown> {
  regionId: string | null;
  itemId: string | null;
  n: number;
}

/** How many customers the regions have, each with all below it, under the permissions, filters and sights of lists (CUST-11). Index: customers_by_region. */
@Injectable()
export class RegionCounts {
  constructor(
    private readonly lists: RecordLists,
    private readonly dictionaries: DictionaryItems,
  ) {}

  /** Regions in their order, those without customers left out. @throws fieldForbidden, validationFailed */
  async of(ctx: Ctx, { regionId, by, ...query }: RegionsQuery): Promise<RegionCountView[]> {
    const tells = ['regionId', ...(by ? [`${by}Id`] : [])];
    const hidden = ctx.ability.hiddenFields('customer');
    if (tells.some((key) => hidden.has(key))) throw fieldForbidden();
    const forest = await this.dictionaries.of(ctx);
    const within = regionId ? sql`r.region_id = ANY (${forest.under([regionId])}::uuid[])` : sql`TRUE`;
    const { where } = await this.lists.matching(ctx, customerDescriptor, query, { where: within, tells });
    const rows = await ctx.db.once<Count>(sql`
      SELECT r.region_id AS "regionId", ${raw(by ? `r.${by}_id` : 'NULL::uuid')} AS "itemId", count(*)::integer AS n
      FROM customers r WHERE ${where} AND r.state = 'active' GROUP BY 1, 2`);
    return summed(forest, rows, regionId ?? null, by !== undefined);
  }
}

/** Adds up what stands below each part of a region. */
function summed(forest: DictionaryForest, rows: readonly Count[], above: string | null, grouped: boolean): RegionCountView[] {
  const parts = forest.inOrder('region').filter(({ parentId }) => parentId === above);
  const partOf = new Map(parts.flatMap(({ id }) => forest.under([id]).map((below) => [below, id] as const)));
  const byPart = Map.groupBy(rows, ({ regionId }) => (regionId === null ? null : (partOf.get(regionId) ?? above)));
  return [...parts.map(({ id }) => id), above].flatMap((id) => {
    const counts = byPart.get(id);
    if (!counts) return [];
    const groups = [...Map.groupBy(counts, ({ itemId }) => itemId)].map(([itemId, each]) => ({
      itemId,
      label: itemId === null ? null : (forest.get(itemId)?.label ?? null),
      count: total(each),
    }));
    const label = id === null ? null : (forest.get(id)?.label ?? null);
    return [{ regionId: id, label, count: total(counts), groups: grouped ? groups.sort((a, b) => b.count - a.count) : [] }];
  });
}

const total = (counts: readonly Count[]): number => counts.reduce((sum, { n }) => sum + n, 0);
