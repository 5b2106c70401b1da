import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { protectedUntil } from './protected-until.js';

/** Until when new owners are safe, by the pool that a record comes from (POOL-14). */
@Injectable()
export class TakeOvers {
  constructor(private readonly rules: RulesInForce) {}

  /** Of these pools. Those whose rules protect nobody are absent. */
  async protection(ctx: Ctx, homes: readonly (string | null)[]): Promise<Record<string, Date>> {
    const pools = [...new Set(homes)].filter((id) => id !== null);
    return byPool(ctx, [...(await this.rules.of(ctx, pools)).values()]);
  }

  /** Of all pools that hold this kind of record. */
  async everywhere(ctx: Ctx, object: string): Promise<Record<string, Date>> {
    return byPool(ctx, await this.rules.all(ctx, object));
  }
}

function byPool(ctx: Ctx, rules: RuleInForce[]): Record<string, Date> {
  const takenOver = { kind: 'takeOver', now: ctx.now, ownedSince: ctx.now, zone: ctx.zone } as const;
  return Object.fromEntries(
    rules.flatMap(({ poolId, rules: { protection } }) => {
      const until = protectedUntil(protection, takenOver);
      return until === null ? [] : [[poolId, until]];
    }),
  );
}
