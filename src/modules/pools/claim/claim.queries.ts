import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql, { raw, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import { conditionSql } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { catalogueFor, CustomFields, MomentFactory } from '../../../platform/records/index.js';
import { levelSql, type Poolable } from '../poolable.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import type { ClaimRules } from '../rule/rules.js';

/** A record that stands in the pool, locked for this claim, with what the rules ask of it. */
export interface Candidate extends Record<string, unknown> {
  id: string;
  quarantined: boolean;
  waiting: boolean;
  coolingDown: boolean;
  fits: boolean;
  /** By which holding limits differ. */
  level: string | null;
}

/** Where a record is that the pool does not have. */
export interface Whereabouts extends Record<string, unknown> {
  poolId: string | null;
  known: boolean;
}

@Injectable()
export class ClaimQueries {
  constructor(
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
  ) {}

  /**
   * Locks what can be had of these ids. Whoever holds one of them is waited for: they may be claiming it, or only changing it.
   * In the order in which everybody locks records, so that nobody waits in a circle.
   */
  candidates(ctx: Ctx, poolable: Poolable, rule: RuleInForce, ids: readonly string[]): Promise<Candidate[]> {
    return this.lock(ctx, poolable, rule, sql`r.id = ANY (${ids}::uuid[]) ORDER BY r.id FOR UPDATE OF r`);
  }

  /**
   * Locks the longest-waiting records that the rules let go, but none of these levels and of these ids; what somebody holds is
   * skipped, because any other record will do.
   */
  async longestWaiting(
    ctx: Ctx,
    poolable: Poolable,
    rule: RuleInForce,
    number: number,
    without: { levels: readonly string[]; ids: readonly string[] },
  ): Promise<Candidate[]> {
    const free = await this.freeSql(ctx, poolable, rule.rules.claim);
    const wanted = rule.rules.claim.holdingLimits
      ? sql`${free} AND (${levelSql(poolable)} = ANY (${[...without.levels]}::text[])) IS NOT TRUE AND r.id <> ALL (${[...without.ids]}::uuid[])`
      : free;
    return this.lock(
      ctx,
      poolable,
      rule,
      sql`${wanted} ORDER BY r.entered_pool_at, r.id LIMIT ${number} FOR UPDATE OF r SKIP LOCKED`,
    );
  }

  /** Where these records are, and whether the actor may know it. */
  async whereabouts(ctx: Ctx, { descriptor }: Poolable, ids: readonly string[]): Promise<Map<string, Whereabouts>> {
    const rows = await ctx.db.query<
      Whereabouts & { id: string }
    >(sql`SELECT r.id, r.pool_id AS "poolId", ${scoped(ctx, 'read', descriptor.policy)} AS known
      FROM ${raw(descriptor.table)} r WHERE r.id = ANY (${ids}::uuid[])`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async lock(ctx: Ctx, poolable: Poolable, rule: RuleInForce, which: Sql): Promise<Candidate[]> {
    const { claim } = rule.rules;
    const fits = await this.fitsSql(ctx, poolable, claim);
    return ctx.db.query<Candidate>(sql`SELECT r.id, coalesce(r.quarantined_until > ${ctx.now}, false) AS quarantined,
        ${waitingSql(ctx, claim)} AS waiting, ${coolingSql(ctx, claim)} AS "coolingDown", (${fits}) IS TRUE AS fits,
        ${levelSql(poolable)} AS level
      FROM ${raw(poolable.descriptor.table)} r
      WHERE r.pool_id = ${rule.poolId}::uuid AND ${poolable.inPlay} AND ${which}`);
  }

  private async freeSql(ctx: Ctx, poolable: Poolable, claim: ClaimRules): Promise<Sql> {
    return sql`(r.quarantined_until > ${ctx.now}) IS NOT TRUE AND NOT ${waitingSql(ctx, claim)} AND NOT ${coolingSql(ctx, claim)}
      AND ${await this.fitsSql(ctx, poolable, claim)}`;
  }

  private async fitsSql(ctx: Ctx, { descriptor }: Poolable, claim: ClaimRules): Promise<Sql> {
    if (!claim.condition) return raw('TRUE');
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, descriptor.object), { withHidden: true });
    return conditionSql(claim.condition, catalogue, await this.moments.of(ctx));
  }
}

/** Entered too short a while ago. Only entering a pool sets the time, so that an edit does not restart it. */
function waitingSql(ctx: Ctx, { waitMinutes }: ClaimRules): Sql {
  if (!waitMinutes) return raw('FALSE');
  return sql`(r.entered_pool_at > ${new Date(ctx.now.getTime() - waitMinutes * 60_000)})`;
}

/** The claimant lost it themselves within the cooling time. */
function coolingSql(ctx: Ctx, claim: ClaimRules): Sql {
  const since = coolingSince(ctx, claim);
  if (!since) return raw('FALSE');
  return sql`EXISTS (SELECT FROM ownership_ledger l WHERE l.record_id = r.id AND l.from_owner_id = ${ctx.actor.employeeId}::uuid AND l.at > ${since})`;
}

/** Since when having lost a record keeps a person from getting it again; undefined where the rules say nothing. */
export function coolingSince(ctx: Ctx, { cooldownDays }: ClaimRules): Date | undefined {
  return cooldownDays ? DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).minus({ days: cooldownDays }).toJSDate() : undefined;
}
