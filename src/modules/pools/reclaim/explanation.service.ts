import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { format, text, type Text } from '../../../platform/i18n/locale.js';
import { RecordReader } from '../../../platform/records/index.js';
import type { Poolable } from '../poolable.js';
import { RulesInForce, type RuleInForce } from '../rule/rule-in-force.js';
import { deadlinesSql, linesSql } from './deadlines.js';
import { Reckoner } from './reckoner.js';
import type { ReclaimExplanationView, ReclaimLineExplanationView } from './simulation.view.js';

type Verdict = ReclaimExplanationView['verdict'];

const WORDS: Record<Verdict, Text> = {
  inPool: text('该记录在池中,没有负责人', 'It stands in a pool; nobody owns it.'),
  notInPlay: text('该记录已无效或已转换,不会被回收', 'It is invalid or converted and will not be reclaimed.'),
  noPool: text('该记录不属于任何池,不会被回收', 'It belongs to no pool and will not be reclaimed.'),
  noRules: text('所属池没有启用自动回收', 'Its pool reclaims nothing.'),
  exempt: text('符合豁免条件,不会被回收', 'It meets the exemption and will not be reclaimed.'),
  noLine: text('没有一条回收规则适用', 'No line of the rules applies to it.'),
  protected: text('“{line}”本已到期,保护至 {at}', '“{line}” would apply earlier, but it is protected until {at}.'),
  scheduled: text('“{line}”将于 {at} 回收', '“{line}” reclaims it at {at}.'),
  due: text('“{line}”已于 {at} 到期,下次运行时回收', '“{line}” was due at {at}; the next run reclaims it.'),
};

interface Place extends Record<string, unknown> {
  ownerId: string | null;
  homePoolId: string | null;
  protectedUntil: string | null;
  inPlay: boolean;
}

/** Says for one record why it will or will not be reclaimed, by the statement that decides it (POOL-10). */
@Injectable()
export class Explanation {
  constructor(
    private readonly reader: RecordReader,
    private readonly rules: RulesInForce,
    private readonly reckoner: Reckoner,
  ) {}

  async explain(ctx: Ctx, poolable: Poolable, id: string, missing: ProblemKind): Promise<ReclaimExplanationView> {
    const columns = sql`, r.owner_id AS "ownerId", r.home_pool_id AS "homePoolId", r.protected_until AS "protectedUntil", (${poolable.inPlay}) IS TRUE AS "inPlay"`;
    const place = await this.reader.permit<Place>(ctx, poolable.descriptor, 'read', id, missing, { lock: false, columns });
    const none = {
      reclaimAt: null,
      protectedUntil: place.protectedUntil,
      poolId: place.homePoolId,
      ruleId: null,
      ruleNumber: null,
      ruleKey: null,
      lines: [],
    };
    const because = (verdict: Verdict): ReclaimExplanationView => ({
      ...none,
      verdict,
      explanation: format(WORDS[verdict], ctx.locale),
    });
    if (place.ownerId === null) return because('inPool');
    if (!place.inPlay) return because('notInPlay');
    if (place.homePoolId === null) return because('noPool');
    const rule = (await this.rules.of(ctx, [place.homePoolId])).get(place.homePoolId);
    if (!rule?.rules.reclaim.enabled) return because('noRules');
    return this.byRule(ctx, poolable, id, place, rule);
  }

  private async byRule(
    ctx: Ctx,
    poolable: Poolable,
    id: string,
    place: Place,
    rule: RuleInForce,
  ): Promise<ReclaimExplanationView> {
    const { reclaim } = rule.rules;
    const where = sql`r.id = ${id}::uuid`;
    const reckoning = await this.reckoner.of(ctx, poolable, reclaim, where);
    const found = (
      await ctx.db.once<{ at: string | null; key: string | null; exempt: boolean }>(
        sql`SELECT d.at, d.key, d.exempt FROM (${deadlinesSql(reckoning, reclaim, where)}) d`,
      )
    )[0]!;
    const [facts] = await ctx.db.once<{ lines: { key: string; from: string; due: string | null; holds: boolean }[] }>(
      sql`SELECT l.lines FROM (${linesSql(reckoning, reclaim, where)}) l`,
    );
    const lines: ReclaimLineExplanationView[] = reclaim.lines.map((line, index) => {
      const fact = facts!.lines[index]!;
      return {
        key: line.key,
        name: line.name,
        since: line.since,
        from: fact.from,
        days: line.days,
        dayKind: line.dayKind,
        applies: fact.holds,
        due: fact.due === null ? null : new Date(fact.due).toISOString(),
      };
    });
    const deciding = lines.find((line) => line.key === found.key);
    const verdict = verdictOf(ctx, found, deciding);
    const at = found.at === null ? '' : DateTime.fromISO(found.at, { zone: ctx.zone }).toFormat('yyyy-MM-dd HH:mm');
    return {
      verdict,
      explanation: format(WORDS[verdict], ctx.locale, { line: deciding?.name ?? '', at }),
      reclaimAt: found.at,
      protectedUntil: place.protectedUntil,
      poolId: place.homePoolId,
      ruleId: rule.id,
      ruleNumber: rule.number,
      ruleKey: found.exempt ? null : found.key,
      lines,
    };
  }
}

function verdictOf(
  ctx: Ctx,
  found: { at: string | null; exempt: boolean },
  deciding: ReclaimLineExplanationView | undefined,
): Verdict {
  if (found.exempt) return 'exempt';
  if (found.at === null || !deciding) return 'noLine';
  if (new Date(found.at) <= ctx.now) return 'due';
  return deciding.due !== null && new Date(deciding.due) < new Date(found.at) ? 'protected' : 'scheduled';
}
