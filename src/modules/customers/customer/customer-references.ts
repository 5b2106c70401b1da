import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { openTo } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Dictionaries } from '../../settings/index.js';
import { customerPolicy } from '../customers.policy.js';
import { parentInvalid } from '../customers.errors.js';

/** What a body of a customer refers to: items of dictionaries, and its parent (上级客户), which makes a tree. */
@Injectable()
export class CustomerReferences {
  constructor(private readonly dictionaries: Dictionaries) {}

  /**
   * Whoever moves a branch waits for whoever is moving one, so that two together make no circle. Called before the customer
   * is locked: the other one's new parent may be this very row.
   */
  async takeTurn(ctx: Ctx): Promise<void> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`customerTree:${ctx.tenantId}`}, 0))`);
  }

  /** @throws as `check`, for the first of these new customers that is refused */
  async checkNew(ctx: Ctx, bodies: readonly { parentId?: string | null }[]): Promise<void> {
    await this.dictionaries.checkAll(ctx, 'customer', bodies);
    // who makes one by hand names a parent; what many are made of never does
    for (const { parentId } of bodies) if (parentId && !(await canBeAbove(ctx, parentId, undefined))) throw parentInvalid();
  }

  /** @param before the customer as it stands @throws referenceInvalid, parentInvalid */
  async check(ctx: Ctx, body: { parentId?: string | null }, before: { id: string }): Promise<void> {
    await this.dictionaries.check(ctx, 'customer', body, before);
    if (body.parentId && !(await canBeAbove(ctx, body.parentId, before.id))) throw parentInvalid();
  }
}

/** Whether the actor sees it, and it neither is the customer itself nor stands below it. */
async function canBeAbove(ctx: Ctx, parentId: string, id: string | undefined): Promise<boolean> {
  const fits = await ctx.db.maybe(sql`
    SELECT r.id FROM customers r WHERE r.id = ${parentId}::uuid AND r.state = 'active' AND ${openTo(ctx, customerPolicy)}
      AND NOT EXISTS (
        WITH RECURSIVE above AS (
          SELECT ${parentId}::uuid AS id
          UNION
          SELECT p.parent_id FROM above a JOIN customers p ON p.id = a.id WHERE p.parent_id IS NOT NULL
        )
        SELECT FROM above a WHERE a.id = ${id ?? null}::uuid
      )`);
  return fits !== undefined;
}
