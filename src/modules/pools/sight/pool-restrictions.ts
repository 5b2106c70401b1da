import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';

/** What a pool keeps from its members. */
export interface Restriction {
  poolId: string;
  object: string;
  hidden: ReadonlySet<string>;
  masked: ReadonlySet<string>;
}

type RestrictionRow = Record<'poolId' | 'object', string> & Record<'hidden' | 'masked', string[]>;

/** The restrictions of each enterprise's pools, cached under the definitions version, which every change of them raises. */
@Injectable()
export class PoolRestrictions {
  private readonly known = new LRUCache<string, { version: number; restrictions: Restriction[] }>({ max: 5000 });

  /** Pools of this kind of record that keep anything from their members. */
  async of(ctx: Ctx, object: string): Promise<Restriction[]> {
    const found = this.known.get(ctx.tenantId);
    if (found?.version === ctx.definitionsVersion) return found.restrictions.filter((each) => each.object === object);
    const restrictions = await this.load(ctx);
    this.known.set(ctx.tenantId, { version: ctx.definitionsVersion, restrictions });
    return restrictions.filter((each) => each.object === object);
  }

  private async load(ctx: Ctx): Promise<Restriction[]> {
    const rows = await ctx.db.query<RestrictionRow>(sql`
      SELECT p.id AS "poolId", p.object, p.hidden_fields AS hidden, p.masked_fields AS masked
      FROM pools p WHERE p.hidden_fields <> '{}' OR p.masked_fields <> '{}' ORDER BY p.id`);
    return rows.map(({ poolId, object, hidden, masked }) => ({
      poolId,
      object,
      hidden: new Set(hidden),
      masked: new Set(masked),
    }));
  }
}
