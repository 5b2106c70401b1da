import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { administeredPools, memberPools } from '../pool-relations.js';

/** A pool as its claimant needs it. */
export interface ClaimablePool extends Record<string, unknown> {
  id: string;
  object: string;
  status: 'active' | 'disabled';
  isMember: boolean;
}

@Injectable()
export class PoolQueries {
  /** The pool and whether the actor stands in it. */
  forClaim(ctx: Ctx, poolId: string): Promise<ClaimablePool | undefined> {
    return ctx.db
      .maybe<ClaimablePool>(sql`SELECT p.id, p.object, p.status, ${memberPools.holds(raw('p.id'), ctx.actor.employeeId)} AS "isMember"
      FROM pools p WHERE p.id = ${poolId}::uuid`);
  }

  /** The pool and whether the actor runs it, by membership. */
  forAdministration(ctx: Ctx, poolId: string): Promise<(ClaimablePool & { isAdmin: boolean }) | undefined> {
    const me = ctx.actor.employeeId;
    return ctx.db.maybe<ClaimablePool & { isAdmin: boolean }>(sql`SELECT p.id, p.object, p.status,
        ${memberPools.holds(raw('p.id'), me)} AS "isMember", ${administeredPools.holds(raw('p.id'), me)} AS "isAdmin"
      FROM pools p WHERE p.id = ${poolId}::uuid`);
  }
}
