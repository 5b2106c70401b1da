import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { conditionPredicate, conditionSql, type Condition } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { catalogueFor, CustomFields, MomentFactory } from '../../../platform/records/index.js';
import type { Poolable } from '../poolable.js';

/** One routing rule: records for which the condition holds go to the pool (POOL-06). */
export interface RoutingRule extends Record<string, unknown> {
  id: string;
  name: string;
  condition: Condition | null;
  poolId: string;
}

/** Decides the pool of new and reclaimed records: the first rule that fits, in the order that an administrator set. */
@Injectable()
export class RoutingService {
  constructor(
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
  ) {}

  rules(ctx: Ctx, object: string): Promise<RoutingRule[]> {
    return ctx.db.query<RoutingRule>(sql`SELECT rr.id, rr.name, rr.condition, rr.pool_id AS "poolId" FROM routing_rules rr
      JOIN pools p ON p.tenant_id = rr.tenant_id AND p.id = rr.pool_id AND p.status = 'active'
      WHERE rr.object = ${object} ORDER BY rr.position`);
  }

  /** Decides for rows in memory, keyed as in the API: the same rules, read once; null where none fits. */
  async chooser(ctx: Ctx, poolable: Poolable): Promise<(row: Record<string, unknown>) => string | null> {
    const decide = await this.decider(ctx, poolable);
    return (row) => decide(row)?.poolId ?? null;
  }

  /** The rule that decides for a row in memory; undefined where none fits. */
  async decider(ctx: Ctx, { object, descriptor }: Poolable): Promise<(row: Record<string, unknown>) => RoutingRule | undefined> {
    const rules = await this.rules(ctx, object);
    if (rules.length === 0) return () => undefined;
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, object), { withHidden: true });
    const moment = await this.moments.of(ctx);
    const tests = rules.map((rule) => ({
      rule,
      fits: rule.condition ? conditionPredicate(rule.condition, catalogue, moment) : () => true,
    }));
    return (row) => tests.find(({ fits }) => fits(row))?.rule;
  }

  /** The pool of row r by the rules, as SQL; NULL where none fits. */
  async poolSql(ctx: Ctx, { object, descriptor }: Poolable): Promise<Sql> {
    const rules = await this.rules(ctx, object);
    if (rules.length === 0) return raw('NULL::uuid');
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, object), { withHidden: true });
    const moment = await this.moments.of(ctx);
    const cases = rules.map(
      ({ condition, poolId }) =>
        sql`WHEN ${condition ? conditionSql(condition, catalogue, moment) : raw('TRUE')} THEN ${poolId}::uuid`,
    );
    return sql`CASE ${join(cases, ' ')} END`;
  }
}
