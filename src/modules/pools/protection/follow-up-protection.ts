import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Poolable } from '../poolable.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { protectedUntil } from './protected-until.js';

interface Owned extends Record<string, unknown> {
  homePoolId: string;
  ownedSince: string;
  current: string | null;
}

/** What a follow-up does to an owned record: it protects it for some days and moves its deadline (POOL-08, POOL-14). */
@Injectable()
export class FollowUpProtection {
  constructor(
    private readonly rules: RulesInForce,
    private readonly reclaim: Reclaim,
  ) {}

  /** Extends the protection, never beyond the hard maximum since the record was owned, and reckons its deadline anew. */
  async extend(ctx: Ctx, poolable: Poolable, id: string): Promise<void> {
    const { table } = poolable.descriptor;
    const owned = await ctx.db.maybe<Owned>(sql`
      SELECT r.home_pool_id AS "homePoolId", r.owned_since AS "ownedSince", r.protected_until AS current FROM ${raw(table)} r
      WHERE r.id = ${id}::uuid AND r.home_pool_id IS NOT NULL AND r.owner_id IS NOT NULL`);
    const rule = owned && (await this.rules.of(ctx, [owned.homePoolId])).get(owned.homePoolId);
    if (!rule) return;
    const current = owned.current === null ? null : new Date(owned.current);
    const until = protectedUntil(rule.rules.protection, {
      kind: 'followUp',
      now: ctx.now,
      ownedSince: new Date(owned.ownedSince),
      zone: ctx.zone,
      current,
    });
    if (until && until.getTime() !== current?.getTime())
      await ctx.db.run(sql`UPDATE ${raw(table)} r SET protected_until = ${until} WHERE r.id = ${id}::uuid`);
    if (rule.rules.reclaim.enabled) await this.reclaim.recompute(ctx, poolable, rule, { ids: [id] });
  }
}
