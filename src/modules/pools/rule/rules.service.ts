import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Problem, validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { PoolAccess, type PoolRow } from '../pool/pool-access.js';
import { effectiveInPast, noDraft, poolDisabled, ruleNotFound } from '../pools.errors.js';
import { RECLAIM_JOB } from '../reclaim/reclaim.jobs.js';
import { RuleCheck } from './rule-check.js';
import { draftOutdated, ruleInForce, targetPoolInvalid } from './rule.errors.js';
import { rulesPublished } from './rule.events.js';
import { RuleQueries, type RuleRow } from './rule.queries.js';
import type { RuleVersionListView, RuleVersionView } from './rule.view.js';
import type { PoolRulesRequest } from './rules.requests.js';
import type { PoolRules } from './rules.js';

/** Drafts and published versions of a pool's rules (POOL-15). */
@Injectable()
export class RulesService {
  constructor(
    private readonly access: PoolAccess,
    private readonly queries: RuleQueries,
    private readonly check: RuleCheck,
    private readonly audit: AuditLog,
  ) {}

  /** Members see what binds them; the draft only who may write it. @throws poolNotFound */
  async list(ctx: Ctx, poolId: string): Promise<RuleVersionListView> {
    await this.access.find(ctx, 'read', poolId);
    const rows = await this.queries.versions(ctx, poolId, await this.access.permits(ctx, 'configure', poolId));
    return { items: rows.map(view), page: { nextCursor: null, hasMore: false } };
  }

  /** Writes the draft; published versions stay what they are. @throws poolNotFound, forbidden, versionMismatch, validationFailed, targetPoolInvalid */
  async saveDraft(ctx: Ctx, poolId: string, rules: PoolRulesRequest, expected: number | undefined): Promise<RuleVersionView> {
    const pool = await this.access.find(ctx, 'configure', poolId, { lock: true });
    const before = await this.queries.draft(ctx, poolId);
    if (expected !== undefined && before?.version !== expected) throw versionMismatch({ currentVersion: before?.version ?? 0 });
    const checked = await this.check.checked(ctx, pool.object, poolId, rules);
    const id = await this.queries.saveDraft(ctx, poolId, checked, before?.id);
    await this.audit.record(ctx, {
      action: 'pool.rulesDrafted',
      object: 'pool',
      objectId: poolId,
      ...(before ? { before: before.rules } : {}),
      after: checked,
    });
    return view((await this.queries.version(ctx, poolId, id))!);
  }

  /** @throws poolNotFound, forbidden, ruleNotFound */
  async deleteDraft(ctx: Ctx, poolId: string): Promise<void> {
    await this.access.find(ctx, 'configure', poolId, { lock: true });
    const draft = await this.queries.draft(ctx, poolId);
    if (!draft) throw ruleNotFound();
    await this.queries.deleteDraft(ctx, poolId);
    await this.audit.record(ctx, { action: 'pool.rulesDraftDeleted', object: 'pool', objectId: poolId, before: draft.rules });
  }

  /**
   * Makes the draft the next version. It decides from its time on; what it changes for existing records is a job.
   * @throws poolNotFound, forbidden, poolDisabled, noDraft, effectiveInPast, draftOutdated
   */
  async publish(ctx: Ctx, poolId: string, effectiveFrom: string | undefined): Promise<RuleVersionView> {
    const pool = await this.access.find(ctx, 'configure', poolId, { lock: true });
    if (pool.status !== 'active') throw poolDisabled();
    const draft = await this.queries.draft(ctx, poolId);
    if (!draft) throw noDraft();
    const from = effectiveFrom === undefined ? ctx.now : new Date(effectiveFrom);
    if (from < ctx.now)
      throw effectiveInPast({}, [{ pointer: '/effectiveFrom', code: effectiveInPast.code, message: effectiveInPast.message }]);
    await this.queries.publish(ctx, poolId, draft.id, await this.stillValid(ctx, pool, draft.rules), from);
    const published = (await this.queries.version(ctx, poolId, draft.id))!;
    this.announce(ctx, published, from);
    await this.audit.record(ctx, {
      action: 'pool.rulesPublished',
      object: 'pool',
      objectId: poolId,
      summary: { number: published.number, effectiveFrom: from },
      after: published.rules,
    });
    return view(published);
  }

  /** Takes a version back whose time has not come; its number is not given again. @throws poolNotFound, forbidden, ruleNotFound, ruleInForce */
  async withdraw(ctx: Ctx, poolId: string, ruleId: string): Promise<RuleVersionView> {
    await this.access.find(ctx, 'configure', poolId, { lock: true });
    const rule = await this.queries.version(ctx, poolId, ruleId);
    if (!rule || rule.state === 'draft' || rule.state === 'withdrawn') throw ruleNotFound();
    if (rule.state !== 'upcoming') throw ruleInForce();
    await this.queries.withdraw(ctx, ruleId);
    await this.audit.record(ctx, {
      action: 'pool.rulesWithdrawn',
      object: 'pool',
      objectId: poolId,
      summary: { number: rule.number },
    });
    return view((await this.queries.version(ctx, poolId, ruleId))!);
  }

  /** Fields and pools may have gone since the draft was written. */
  private async stillValid(ctx: Ctx, pool: PoolRow, rules: PoolRules): Promise<PoolRules> {
    try {
      return await this.check.checked(ctx, pool.object, pool.id, rules);
    } catch (error) {
      const outdated = error instanceof Problem && (error.kind === validationFailed || error.kind === targetPoolInvalid);
      throw outdated ? draftOutdated({}, error.issues) : error;
    }
  }

  /** A run of reclaim applies new versions first. One whose time comes later is found by the scheduled run after it. */
  private announce(ctx: Ctx, rule: RuleRow, from: Date): void {
    ctx.emit(rulesPublished({ poolId: rule.poolId, ruleId: rule.id, number: rule.number!, effectiveFrom: from.toISOString() }));
    if (from.getTime() <= ctx.now.getTime()) ctx.enqueue({ kind: RECLAIM_JOB, input: { poolId: rule.poolId } });
  }
}

const view = ({ rules, ...facts }: RuleRow): RuleVersionView => ({ ...facts, ...rules });
