import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import type { Condition } from '../condition/index.js';
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

  register(object: string, sight: RowSight): void {
    if (this.sights.has(object)) throw new Error(`The sight of ${object} is registered twice`);
    this.sights.set(object, sight);
  }

  of(object: string): RowSight | undefined {
    return this.sights.get(object);
  }
}

/** The fields that a condition speaks of. */
export function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  return 'not' in condition ? fieldsOf(condition.not) : [condition.field];
}
