import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, type ProblemKind } from '../../../platform/errors/index.js';
import { bulkAnswer, type BulkView, type Refusals } from '../bulk.js';
import { move } from '../ownership/placements.js';
import { poolableOf, type Poolable } from '../poolable.js';
import * as refused from '../pools.errors.js';
import { PoolQueries } from '../pool/pool.queries.js';
import { protectedUntil } from '../protection/protected-until.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { DEFAULT_RULES } from '../rule/rules.js';
import { recordsClaimed } from '../pools.events.js';
import { ClaimQueries, type Candidate, type Whereabouts } from './claim.queries.js';
import type { ClaimRequest } from './claim.requests.js';
import { takeTurns } from './turns.js';
import { leftOf, UsageQueries, type Left } from './usage.queries.js';

/** Gives pooled records to whoever claims them: to exactly one, never beyond a limit (POOL-02, POOL-03). */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly pools: PoolQueries,
    private readonly rules: RulesInForce,
    private readonly queries: ClaimQueries,
    private readonly usage: UsageQueries,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws poolNotFound, poolDisabled, claimByNumberOnly; bulkRefused with `atomic` */
  async claim(ctx: Ctx, poolId: string, request: ClaimRequest): Promise<BulkView> {
    const poolable = await this.claimable(ctx, poolId);
    const rule = (await this.rules.of(ctx, [poolId])).get(poolId) ?? unruled(poolId);
    if (request.ids && rule.rules.claim.order === 'oldestFirst') throw refused.claimByNumberOnly();
    const left = await this.left(ctx, poolable, rule);
    const candidates = request.ids
      ? await this.queries.candidates(ctx, poolable, rule, request.ids)
      : await this.queries.longestWaiting(ctx, poolable, rule, Math.max(0, Math.min(request.number!, ...Object.values(left))));
    const ids = request.ids ?? candidates.map((each) => each.id);
    const refusals = await this.refusals(ctx, poolable, rule, left, ids, candidates);
    await this.give(
      ctx,
      poolable,
      rule,
      ids.filter((id) => !refusals.has(id)),
    );
    return bulkAnswer(ctx, ids, refusals, request.atomic ?? false);
  }

  /** The kind of record that the pool holds, for a member who may claim. A pool that is not theirs does not exist for them. */
  private async claimable(ctx: Ctx, poolId: string): Promise<Poolable> {
    const pool = await this.pools.forClaim(ctx, poolId);
    if (!pool?.isMember) throw refused.poolNotFound();
    if (!ctx.ability.can('claim', pool.object)) throw forbidden();
    if (pool.status !== 'active') throw refused.poolDisabled();
    return poolableOf(pool.object);
  }

  /** What the claimant may still take; it stays true because their other claims wait. */
  private async left(ctx: Ctx, poolable: Poolable, rule: RuleInForce): Promise<Left> {
    const me = ctx.actor.employeeId;
    await takeTurns(ctx, poolable.object, [me]);
    return leftOf(rule.rules.claim, (await this.usage.of(ctx, poolable, rule, [me])).get(me)!);
  }

  /** Decides record by record in the order asked: the limits go to the first ones. */
  private async refusals(
    ctx: Ctx,
    poolable: Poolable,
    rule: RuleInForce,
    left: Left,
    ids: string[],
    candidates: Candidate[],
  ): Promise<Refusals> {
    const locked = new Map(candidates.map((each) => [each.id, each]));
    const absent = ids.filter((id) => !locked.has(id));
    const elsewhere = absent.length > 0 ? await this.queries.whereabouts(ctx, poolable, absent) : new Map<string, Whereabouts>();
    const refusals: Refusals = new Map();
    let given = 0;
    for (const id of ids) {
      const candidate = locked.get(id);
      const refusal = candidate ? (ruleRefusal(candidate) ?? limitRefusal(left, given)) : absence(elsewhere.get(id), rule.poolId);
      if (refusal) refusals.set(id, refusal);
      else given += 1;
    }
    return refusals;
  }

  private async give(ctx: Ctx, poolable: Poolable, rule: RuleInForce, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const until = protectedUntil(rule.rules.protection, { kind: 'takeOver', now: ctx.now, ownedSince: ctx.now, zone: ctx.zone });
    const moves = ids.map((id) => ({ id, to: { ownerId: ctx.actor.employeeId } }));
    await move(ctx, poolable, moves, { kind: 'claimed', ruleId: rule.id || null, protectedUntil: until });
    if (rule.rules.reclaim.enabled) await this.reclaim.recompute(ctx, poolable, rule, { ids });
    ctx.emit(recordsClaimed({ object: poolable.object, poolId: rule.poolId, employeeId: ctx.actor.employeeId, ids }));
  }
}

/** A pool without published rules: everything may be claimed, nothing comes back. */
const unruled = (poolId: string): RuleInForce => ({ id: '', poolId, number: 0, rules: DEFAULT_RULES });

function ruleRefusal(candidate: Candidate): ProblemKind | undefined {
  if (candidate.quarantined) return refused.quarantined;
  if (candidate.waiting) return refused.stillWaiting;
  if (candidate.coolingDown) return refused.coolingDown;
  return candidate.fits ? undefined : refused.conditionNotMet;
}

function limitRefusal(
  { dailyLimit = Infinity, totalLimit = Infinity, holdingLimit = Infinity }: Left,
  given: number,
): ProblemKind | undefined {
  if (given >= dailyLimit) return refused.dailyLimitReached;
  if (given >= totalLimit) return refused.totalLimitReached;
  return given >= holdingLimit ? refused.holdingLimitReached : undefined;
}

/** Not locked by us: unknown, in another place, or in another claimant's hands this very moment. */
function absence(found: Whereabouts | undefined, poolId: string): ProblemKind {
  if (!found) return refused.recordNotFound;
  // Whoever raced for a record learns that it is gone, not where it went.
  return found.known && found.poolId !== poolId ? refused.notInPool : refused.claimConflict;
}
