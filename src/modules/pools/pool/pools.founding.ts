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

/** The pool of each kind of record, its one reclaim line and its place for what no other rule routes. */
const FIRST = [
  {
    object: 'lead',
    name: text('公共线索池', 'Public lead pool'),
    lost: { days: 15, name: text('15 天未跟进', 'No follow-up for 15 days') },
    allOthers: text('其他线索', 'All other leads'),
    maskedFields: ['phone'],
  },
  {
    object: 'customer',
    name: text('公共公海', 'Public sea'),
    lost: { days: 30, name: text('30 天未跟进', 'No follow-up for 30 days') },
    allOthers: text('其他客户', 'All other customers'),
    maskedFields: ['phone', 'otherPhones'],
  },
];

/** What every enterprise begins with: one pool of leads and one sea for everybody, rules that work, and a place for what no other rule routes. */
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
    const root = await ctx.db.one<{ id: string }>(sql`SELECT id FROM departments WHERE parent_id IS NULL`);
    for (const { object, name, lost, allOthers, maskedFields } of FIRST) {
      const id = newId();
      const settings = { description: null, departmentId: null, hiddenFields: [], maskedFields, position: 0 };
      await this.pools.insert(ctx, { id, object, name: name[ctx.locale], ...settings });
      await this.members.replace(ctx, id, [{ kind: 'department', id: root.id, part: 'member' }]);
      await this.publish(ctx, id, firstRules(lost.name[ctx.locale], lost.days));
      await this.routing.replace(ctx, object, [{ name: allOthers[ctx.locale], condition: null, poolId: id }]);
    }
  }

  /** There is no record yet for which anything would follow. */
  private async publish(ctx: Ctx, poolId: string, rules: PoolRules): Promise<void> {
    const draftId = await this.rules.saveDraft(ctx, poolId, rules, undefined);
    await this.rules.publish(ctx, poolId, draftId, rules, ctx.now);
    await ctx.db.run(sql`UPDATE pool_rules SET applied_at = ${ctx.now} WHERE id = ${draftId}`);
  }
}

const firstRules = (lineName: string, days: number): PoolRules => ({
  claim: { dailyLimit: 20, holdingLimit: 200, order: 'any', counts: { assigned: false, transferred: false, created: false } },
  reclaim: {
    enabled: true,
    lines: [{ key: 'noFollowUp', name: lineName, since: 'lastFollowUp', days, dayKind: 'calendar' }],
    target: { kind: 'same' },
    remindDaysBefore: [3, 1],
  },
  protection: { defaultDays: 3, followUpDays: 7, maxDays: 60, manualCount: 2, manualDays: 15 },
});
