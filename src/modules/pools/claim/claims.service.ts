import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { bulkAnswer, type BulkView, type Refusals } from '../bulk.js';
import { move } from '../ownership/placements.js';
import type { Poolable } from '../poolable.js';
import * as refused from '../pools.errors.js';
import { protectedUntil } from '../protection/protected-until.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import { Levels } from '../rule/levels.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import { recordsClaimed } from '../pools.events.js';
import { ClaimablePools } from './claimable-pools.js';
import { ClaimQueries, type Candidate, type Whereabouts } from './claim.queries.js';
import type { ClaimRequest } from './claim.requests.js';
import { limitRefusal } from './limit-refusal.js';
import { Room } from './room.js';
import { takeTurns } from './turns.js';
import { leftOf, UsageQueries } from './usage.queries.js';

/** Gives pooled records to whoever claims them: to exactly one, never beyond a limit (POOL-02, POOL-03). */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly pools: ClaimablePools,
    private readonly queries: ClaimQueries,
    private readonly usage: UsageQueries,
    private readonly levels: Levels,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws poolNotFound, forbidden, poolDisabled, claimByNumberOnly; bulkRefused with `atomic` */
  async claim(ctx: Ctx, poolId: string, request: ClaimRequest): Promise<BulkView> {
    const { poolable, rule } = await this.pools.of(ctx, poolId);
    if (request.ids && rule.rules.claim.order === 'oldestFirst') throw refused.claimByNumberOnly();
    const { ids, refusals } = request.ids
      ? { ids: request.ids, refusals: await this.refusals(ctx, poolable, rule, request.ids) }
      : { ids: await this.longestWaiting(ctx, poolable, rule, request.number!), refusals: new Map() };
    await this.give(
      ctx,
      poolable,
      rule,
      ids.filter((id) => !refusals.has(id)),
    );
    return bulkAnswer(ctx, ids, refusals, request.atomic ?? false);
  }

  /** What the claimant may still take; it stays true because their other claims wait. */
  private async room(ctx: Ctx, poolable: Poolable, rule: RuleInForce): Promise<Room> {
    const me = ctx.actor.employeeId;
    await takeTurns(ctx, poolable.object, [me]);
    return new Room(leftOf(rule.rules.claim, (await this.usage.of(ctx, poolable, rule, [me])).get(me)!));
  }

  /**
   * So many of what has waited longest, less where the limits leave less. Records of a full level are passed over: each
   * statement after the first leaves out at least one more level, so that there are hardly ever two.
   */
  private async longestWaiting(ctx: Ctx, poolable: Poolable, rule: RuleInForce, number: number): Promise<string[]> {
    const room = await this.room(ctx, poolable, rule);
    const wanted = Math.min(number, room.size);
    const ids: string[] = [];
    let missing = wanted;
    while (missing > 0) {
      const found = await this.queries.longestWaiting(ctx, poolable, rule, missing, { levels: room.fullLevels, ids });
      for (const { id, level } of found) {
        if (room.isFullOf(level)) continue;
        room.take(level);
        ids.push(id);
      }
      missing = found.length < missing ? 0 : wanted - ids.length;
    }
    return ids;
  }

  /**
   * Decides record by record in the order asked: the limits go to the first ones. Records are locked before the claimant's
   * other claims are waited for, as whatever gives records does.
   */
  private async refusals(ctx: Ctx, poolable: Poolable, rule: RuleInForce, ids: string[]): Promise<Refusals> {
    const locked = new Map((await this.queries.candidates(ctx, poolable, rule, ids)).map((each) => [each.id, each]));
    const room = await this.room(ctx, poolable, rule);
    const absent = ids.filter((id) => !locked.has(id));
    const elsewhere = absent.length > 0 ? await this.queries.whereabouts(ctx, poolable, absent) : new Map<string, Whereabouts>();
    const labels = rule.rules.claim.holdingLimits ? await this.levels.labels(ctx, poolable) : new Map<string, string>();
    const refusals: Refusals = new Map();
    for (const id of ids) {
      const candidate = locked.get(id);
      const refusal = candidate
        ? (ruleRefusal(candidate) ?? limitRefusal(room, candidate.level, labels))
        : absence(elsewhere.get(id), rule.poolId);
      if (refusal) refusals.set(id, refusal);
      else room.take(candidate!.level);
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

function ruleRefusal(candidate: Candidate): ProblemKind | undefined {
  if (candidate.quarantined) return refused.quarantined;
  if (candidate.waiting) return refused.stillWaiting;
  if (candidate.coolingDown) return refused.coolingDown;
  return candidate.fits ? undefined : refused.conditionNotMet;
}

/** Not to be had: unknown, in another place, or in the hands of who was faster. */
function absence(found: Whereabouts | undefined, poolId: string): ProblemKind {
  if (!found) return refused.recordNotFound;
  // Whoever raced for a record learns that it is gone, not where it went.
  return found.known && found.poolId !== poolId ? refused.notInPool : refused.claimConflict;
}
