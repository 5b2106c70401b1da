import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customerPolicy } from '../customers.policy.js';
import { parentInvalid } from '../customers.errors.js';

/** Parent customers (上级客户): a tree, in which only customers that the actor may see can be named. */
@Injectable()
export class CustomerParents {
  /** Whoever moves a branch waits for whoever is moving one, so that two together make no circle. @throws parentInvalid */
  async assertFits(ctx: Ctx, parentId: string, id?: string): Promise<void> {
    if (id) await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`customerTree:${ctx.tenantId}`}, 0))`);
    const fits = await ctx.db.maybe(sql`
      SELECT r.id FROM customers r WHERE r.id = ${parentId}::uuid AND r.state = 'active' AND ${scoped(ctx, 'read', customerPolicy)}
        AND NOT EXISTS (
          WITH RECURSIVE above AS (
            SELECT ${parentId}::uuid AS id
            UNION
            SELECT p.parent_id FROM above a JOIN customers p ON p.id = a.id WHERE p.parent_id IS NOT NULL
          )
          SELECT FROM above a WHERE a.id = ${id ?? null}::uuid
        )`);
    if (!fits) throw parentInvalid();
  }
}
