import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, validationFailed, type Issue, type ProblemKind } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { bulkAnswer, type BulkView, type Refusals } from '../bulk.js';
import type { Poolable } from '../poolable.js';
import { notInPool, notPermitted, protectionRefused, recordNotFound } from '../pools.errors.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { DEFAULT_RULES, type ProtectionRules } from '../rule/rules.js';
import { latestProtection, plusDays } from './protected-until.js';
import { notOwned } from './protection.errors.js';
import { ProtectionQueries, type ProtectedRow, type Quarantine } from './protection.queries.js';
import type { ProtectRequest, QuarantineRequest, RecordsRequest } from './protection.requests.js';
import type { ProtectionView } from './protection.view.js';

const TOO_FAR = text('按规则最多保护到 {latest}', 'The rules allow protection until {latest} at most.');
const USED_UP = text('该记录的保护次数已用完', 'The protections of this record are used up.');
const NOT_FUTURE = text('必须晚于现在', 'This must lie in the future.');
const ONE_OF_TWO = text('days 与 until 只能填一个', 'Send either days or until.');

/** Keeps records from being reclaimed by their owner's word, and from being claimed by a pool administrator's (POOL-14). */
@Injectable()
export class ProtectionService {
  constructor(
    private readonly queries: ProtectionQueries,
    private readonly rules: RulesInForce,
    private readonly reclaim: Reclaim,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Protects an owned record for a while, within the rules in force of its home pool. It never shortens what there is.
   * @throws `missing`, forbidden, notOwned, protectionRefused, validationFailed
   */
  async protect(
    ctx: Ctx,
    poolable: Poolable,
    id: string,
    request: ProtectRequest,
    missing: ProblemKind = recordNotFound,
  ): Promise<ProtectionView> {
    const asked = askedUntil(ctx, request);
    const [row] = await this.queries.lock(ctx, poolable, 'protect', [id]);
    if (!row) throw missing();
    if (!row.permitted || !row.inPlay) throw forbidden();
    if (row.ownerId === null || row.ownedSince === null) throw notOwned();
    const rules = await this.rulesOf(ctx, row.homePoolId);
    const used = await this.queries.count(ctx, id, row.ownerId);
    assertWithin(ctx, rules, row.ownedSince, used, asked);
    const current = row.protectedUntil === null ? undefined : new Date(row.protectedUntil);
    const until = current && current > asked.until ? current : asked.until;
    const reason = request.reason ?? null;
    const protectionId = await this.queries.protect(ctx, poolable, row, until, reason);
    await this.reclaim.refresh(ctx, poolable.object, [id]);
    return {
      id: protectionId,
      recordId: id,
      protectedUntil: until.toISOString(),
      reason,
      left: rules.manualCount - used - 1,
      createdAt: ctx.now.toISOString(),
    };
  }

  /** A pool administrator keeps records of the pool from being claimed until a date. @throws validationFailed; bulkRefused with `atomic` */
  async quarantine(ctx: Ctx, poolable: Poolable, request: QuarantineRequest): Promise<BulkView> {
    const until = new Date(request.until);
    if (until <= ctx.now) throw validationFailed({}, [{ pointer: '/until', code: 'NOT_IN_FUTURE', message: NOT_FUTURE }]);
    return this.hold(ctx, poolable, request, { until, reason: request.reason });
  }

  /** Ends the quarantine of records; one that has none stays as it is. @throws bulkRefused with `atomic` */
  async release(ctx: Ctx, poolable: Poolable, request: RecordsRequest): Promise<BulkView> {
    return this.hold(ctx, poolable, request, { until: null, reason: null });
  }

  private async hold(ctx: Ctx, poolable: Poolable, request: RecordsRequest, quarantine: Quarantine): Promise<BulkView> {
    const rows = new Map((await this.queries.lock(ctx, poolable, 'quarantine', request.ids)).map((row) => [row.id, row]));
    const refusals: Refusals = new Map();
    for (const id of request.ids) {
      const refusal = quarantineRefusal(rows.get(id.toLowerCase()));
      if (refusal) refusals.set(id, refusal);
    }
    const ids = request.ids.filter((id) => !refusals.has(id));
    const answer = bulkAnswer(ctx, request.ids, refusals, request.atomic ?? false);
    if (ids.length === 0) return answer;
    await this.queries.quarantine(ctx, poolable, ids, quarantine);
    const action = `${poolable.object}.${quarantine.until ? 'quarantined' : 'released'}`;
    await this.audit.record(ctx, { action, object: poolable.object, summary: { ids, ...quarantine } });
    return answer;
  }

  private async rulesOf(ctx: Ctx, homePoolId: string | null): Promise<ProtectionRules> {
    const rule = homePoolId === null ? undefined : (await this.rules.of(ctx, [homePoolId])).get(homePoolId);
    return (rule?.rules ?? DEFAULT_RULES).protection;
  }
}

/** What was asked, and which member of the body asked it. */
interface Asked {
  until: Date;
  pointer: string;
}

function askedUntil(ctx: Ctx, { days, until }: ProtectRequest): Asked {
  const refuse = (pointer: string, code: string, message: Text): Error => validationFailed({}, [{ pointer, code, message }]);
  if (days !== undefined && until !== undefined) throw refuse('/until', 'NOT_ALLOWED', ONE_OF_TWO);
  if (until === undefined) return { until: plusDays(ctx.now, days!, ctx.zone), pointer: '/days' };
  if (new Date(until) <= ctx.now) throw refuse('/until', 'NOT_IN_FUTURE', NOT_FUTURE);
  return { until: new Date(until), pointer: '/until' };
}

/** @throws protectionRefused, saying which limit: the number, the length of one, or the hard maximum since it was owned */
function assertWithin(ctx: Ctx, rules: ProtectionRules, ownedSince: string, used: number, { until, pointer }: Asked): void {
  if (used >= rules.manualCount) throw protectionRefused({}, [{ pointer: '', code: 'PROTECTIONS_USED_UP', message: USED_UP }]);
  const single = plusDays(ctx.now, rules.manualDays, ctx.zone);
  const maximum = latestProtection(rules, new Date(ownedSince), ctx.zone);
  const latest = single < maximum ? single : maximum;
  if (until > latest)
    throw protectionRefused({}, [
      { pointer, code: 'TOO_LARGE', message: TOO_FAR, params: { latest: latest.toISOString() } } satisfies Issue,
    ]);
}

function quarantineRefusal(row: ProtectedRow | undefined): ProblemKind | undefined {
  if (!row) return recordNotFound;
  if (row.poolId === null) return notInPool;
  return row.permitted && row.inPlay ? undefined : notPermitted;
}
