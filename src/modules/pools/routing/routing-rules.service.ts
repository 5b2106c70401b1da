import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { catalogueFor, ConditionReader, CustomFields } from '../../../platform/records/index.js';
import { isPoolable, poolableOf, type Poolable } from '../poolable.js';
import { poolWrongObject } from '../pools.errors.js';
import { recordValues } from './record-values.js';
import { RoutingQueries, type NewRoutingRule } from './routing.queries.js';
import type { RoutingRuleRequest } from './routing.requests.js';
import { RoutingService } from './routing.service.js';
import type { RoutingRuleListView, RoutingTrialView } from './routing.view.js';

const NOT_POOLED = { code: 'NOT_ALLOWED', message: text('此类记录没有池', 'Pools hold no such records.') };
const UNREACHABLE = {
  code: 'UNREACHABLE',
  message: text('无条件的规则只能放在最后', 'Only the last rule may be without a condition: those behind it would never decide.'),
};

/** Which pool new records go to, as an administrator of the enterprise lays it down (POOL-06). */
@Injectable()
export class RoutingRulesService {
  constructor(
    private readonly queries: RoutingQueries,
    private readonly routing: RoutingService,
    private readonly customFields: CustomFields,
    private readonly audit: AuditLog,
  ) {}

  /** @throws forbidden to who administers single pools only; validationFailed */
  async list(ctx: Ctx, object: string): Promise<RoutingRuleListView> {
    permit(ctx);
    poolableAt('?object', object);
    return { items: await this.queries.list(ctx, object), page: { nextCursor: null, hasMore: false } };
  }

  /** Replaces the whole list at once. @throws forbidden, validationFailed, poolWrongObject, with pointers */
  async replace(ctx: Ctx, object: string, items: RoutingRuleRequest[]): Promise<RoutingRuleListView> {
    permit(ctx);
    const rules = await this.parse(ctx, poolableAt('?object', object), items);
    await this.queries.takeTurn(ctx, object);
    await this.assertPools(ctx, object, rules);
    const before = await this.queries.list(ctx, object);
    await this.queries.replace(ctx, object, rules);
    const after = await this.queries.list(ctx, object);
    await this.audit.record(ctx, {
      action: 'routing.replaced',
      object: 'pool',
      summary: { object },
      before: { rules: before },
      after: { rules: after },
    });
    return { items: after, page: { nextCursor: null, hasMore: false } };
  }

  /** Which rule would decide for a record that does not exist yet. @throws forbidden, validationFailed */
  async trial(ctx: Ctx, object: string, record: Record<string, unknown>): Promise<RoutingTrialView> {
    permit(ctx);
    const poolable = poolableAt('/object', object);
    const values = recordValues(poolable.descriptor, await this.customFields.of(ctx, object), record);
    const rule = (await this.routing.decider(ctx, poolable))(values);
    if (!rule) return { ruleId: null, ruleName: null, poolId: null, poolName: null };
    const { poolName } = (await this.queries.list(ctx, object)).find((each) => each.id === rule.id)!;
    return { ruleId: rule.id, ruleName: rule.name, poolId: rule.poolId, poolName };
  }

  private async parse(
    ctx: Ctx,
    { object, descriptor }: Poolable,
    items: readonly RoutingRuleRequest[],
  ): Promise<NewRoutingRule[]> {
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, object), { withHidden: true });
    const reader = new ConditionReader(catalogue);
    const issues: Issue[] = items
      .slice(0, -1)
      .flatMap(({ condition }, index) => (condition === null ? [{ pointer: `/items/${index}/condition`, ...UNREACHABLE }] : []));
    const rules = items.map(({ name, poolId, condition }, index) => {
      return { name, poolId, condition: condition && (reader.read(condition, `/items/${index}/condition`) ?? null) };
    });
    reader.assertNone(issues);
    return rules;
  }

  private async assertPools(ctx: Ctx, object: string, rules: readonly NewRoutingRule[]): Promise<void> {
    const usable = await this.queries.usable(
      ctx,
      object,
      rules.map((rule) => rule.poolId),
    );
    const issues = rules.flatMap(({ poolId }, index): Issue[] =>
      usable.has(poolId.toLowerCase())
        ? []
        : [{ pointer: `/items/${index}/poolId`, code: poolWrongObject.code, message: poolWrongObject.message }],
    );
    if (issues.length > 0) throw poolWrongObject({}, issues);
  }
}

/** Routing is about all pools: who administers single ones does not decide it. */
function permit(ctx: Ctx): void {
  if (!ctx.ability.canEverywhere('configure', 'pool')) throw forbidden();
}

function poolableAt(pointer: string, object: string): Poolable {
  if (!isPoolable(object)) throw validationFailed({}, [{ pointer, ...NOT_POOLED }]);
  return poolableOf(object);
}
