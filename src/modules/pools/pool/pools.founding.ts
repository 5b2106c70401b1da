import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { text } from '../../../platform/i18n/locale.js';
import { Foundings, type Founding } from '../../org/index.js';
import { RoutingQueries } from '../routing/routing.queries.js';
import { RuleQueries } from '../rule/rule.queries.js';
import type { PoolRules } from '../rule/rules.js';
import { MemberQueries } from './member.queries.js';
import { PoolSettingsQueries } from './pool-settings.queries.js';

const NAME = text('公共线索池', 'Public lead pool');
const NO_FOLLOW_UP = text('15 天未跟进', 'No follow-up for 15 days');
const ALL_OTHERS = text('其他线索', 'All other leads');

/** What every enterprise begins with: one pool of leads for everybody, rules that work, and a place for what no other rule routes. */
@Injectable()
export class PoolsFounding implements Founding, OnModuleInit {
  readonly name = 'pools';

  constructor(
    private readonly foundings: Foundings,
    private readonly pools: PoolSettingsQueries,
    private readonly members: MemberQueries,
    private readonly rules: RuleQueries,
    private readonly routing: RoutingQueries,
  ) {}

  onModuleInit(): void {
    this.foundings.register(this);
  }

  async found(ctx: Ctx): Promise<void> {
    const id = newId();
    await this.pools.insert(ctx, {
      id,
      object: 'lead',
      name: NAME[ctx.locale],
      description: null,
      departmentId: null,
      hiddenFields: [],
      maskedFields: ['phone'],
      position: 0,
    });
    const root = await ctx.db.one<{ id: string }>(sql`SELECT id FROM departments WHERE parent_id IS NULL`);
    await this.members.replace(ctx, id, [{ kind: 'department', id: root.id, part: 'member' }]);
    await this.publish(ctx, id);
    await this.routing.replace(ctx, 'lead', [{ name: ALL_OTHERS[ctx.locale], condition: null, poolId: id }]);
  }

  /** There is no record yet for which anything would follow. */
  private async publish(ctx: Ctx, poolId: string): Promise<void> {
    const rules = firstRules(NO_FOLLOW_UP[ctx.locale]);
    const draftId = await this.rules.saveDraft(ctx, poolId, rules, undefined);
    await this.rules.publish(ctx, poolId, draftId, rules, ctx.now);
    await ctx.db.run(sql`UPDATE pool_rules SET applied_at = ${ctx.now} WHERE id = ${draftId}`);
  }
}

const firstRules = (lineName: string): PoolRules => ({
  claim: { dailyLimit: 20, holdingLimit: 200, order: 'any', counts: { assigned: false, transferred: false, created: false } },
  reclaim: {
    enabled: true,
    lines: [{ key: 'noFollowUp', name: lineName, since: 'lastFollowUp', days: 15, dayKind: 'calendar' }],
    target: { kind: 'same' },
    remindDaysBefore: [3, 1],
  },
  protection: { defaultDays: 3, followUpDays: 7, maxDays: 60, manualCount: 2, manualDays: 15 },
});
