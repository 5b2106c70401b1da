import { Injectable } from '@nestjs/common';
import sql, { join, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';

/** What a person may see of single rows beyond the rules for whole fields: members see masked phones in a pool (POOL-18). */
export interface RowSight {
  /** Fields that it decides by; they are read even if nobody asked for them. */
  needs: readonly string[];
  /** Hides and masks values in place. */
  apply(ctx: Ctx, rows: Record<string, unknown>[]): Promise<unknown>;
  /** Rows r of which the viewer may not see one of these fields as it is; undefined where there are none. Never NULL. */
  blindTo(ctx: Ctx, fields: readonly string[]): Promise<Sql | undefined>;
}

/** The sights of all objects that have one; lists, single reads and exports ask here, so that none can forget it. */
@Injectable()
export class RowSights {
  private readonly sights = new Map<string, RowSight>();

  /** An object may have several; each takes its part of what the ones before have left. */
  register(object: string, sight: RowSight): void {
    const before = this.sights.get(object);
    this.sights.set(object, before ? both(before, sight) : sight);
  }

  of(object: string): RowSight | undefined {
    return this.sights.get(object);
  }
}

const both = (one: RowSight, other: RowSight): RowSight => ({
  needs: [...new Set([...one.needs, ...other.needs])],
  apply: async (ctx, rows) => {
    await one.apply(ctx, rows);
    await other.apply(ctx, rows);
  },
  blindTo: async (ctx, fields) => {
    const blind = [await one.blindTo(ctx, fields), await other.blindTo(ctx, fields)].filter((each) => each !== undefined);
    return blind.length === 0 ? undefined : sql`(${join(blind, ' OR ')})`;
  },
});
