import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Poolable } from '../poolable.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import type { ClaimRules } from '../rule/rules.js';
import { heldLeftOf, holdingSql, type HeldTo, type Held } from './holding.js';
import type { Left } from './room.js';

/** What a person has used of their limits. */
export interface Usage extends Held {
  today: number;
  total: number;
}

/** What people have used of a pool's limits: claims and automatic assignment count alike (POOL-02, POOL-05). */
@Injectable()
export class UsageQueries {
  /**
   * By person. Counted from the ledger, which nothing shortens: a returned record does not give a claim back (POOL-16). What an
   * import brought that was taken back counts no more: it ends the line that it stands against.
   */
  async of(ctx: Ctx, poolable: Poolable, rule: RuleInForce, employeeIds: readonly string[]): Promise<Map<string, Usage>> {
    const { counts, totalLimit, holdingLimits = [] } = rule.rules.claim;
    const kinds = [
      'claimed',
      ...(counts.assigned ? ['assigned'] : []),
      ...(counts.transferred ? ['transferred'] : []),
      ...(counts.created ? ['created', 'imported'] : []),
    ];
    const counted = sql`FROM ownership_ledger l WHERE l.to_owner_id = p.id AND l.kind = ANY (${kinds}::text[]) AND l.object = ${poolable.object}
      AND (l.from_pool_id = ${rule.poolId}::uuid OR l.from_pool_id IS NULL)
      AND NOT (l.kind = 'imported' AND EXISTS (SELECT FROM ownership_ledger w WHERE w.record_id = l.record_id AND w.kind = 'withdrawn'))`;
    const rows = await ctx.db.query<Usage & { id: string }>(sql`SELECT p.id,
      (SELECT count(*) ${counted} AND l.at >= ${midnight(ctx)}) AS today,
      ${totalLimit === undefined ? raw('0') : sql`(SELECT count(*) ${counted})`} AS total, h.holding, h.levels
      FROM unnest(${[...employeeIds]}::uuid[]) AS p(id) CROSS JOIN LATERAL (${holdingSql(poolable, sql`p.id`, holdingLimits.length > 0)}) h`);
    return new Map(rows.map(({ id, ...usage }) => [id, usage]));
  }
}

/** Since when "today" is counted, in the enterprise's zone. */
export const midnight = (ctx: Ctx): Date => DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).startOf('day').toJSDate();

export function leftOf(
  { dailyLimit, totalLimit, ...held }: HeldTo & Pick<ClaimRules, 'dailyLimit' | 'totalLimit'>,
  usage: Usage,
): Left {
  return {
    ...(dailyLimit === undefined ? {} : { dailyLimit: dailyLimit - usage.today }),
    ...(totalLimit === undefined ? {} : { totalLimit: totalLimit - usage.total }),
    ...heldLeftOf(held, usage),
  };
}
