import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { conditionSql } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { catalogueFor, CustomFields, MomentFactory } from '../../../platform/records/index.js';
import { coolingSince } from '../claim/claim.queries.js';
import { levelSql, type Poolable } from '../poolable.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import type { AssignmentLine } from './assignment-rules.js';
import type { WaitingRecord } from './plan.js';

/** So many records one batch places: short locks, little lost by a crash. */
export const ASSIGNMENT_BATCH = 5000;

/** Which records of a pool a batch is about: named ones, or those that stand behind a position in the order of waiting. */
export type Which = { ids: readonly string[] } | { after: Position | undefined };

export interface Position {
  enteredPoolAt: string;
  id: string;
}

export type WaitingRow = WaitingRecord & Position & Record<string, unknown>;

/** Records that wait in a pool, with what the lines of its assignment rules ask of them. */
@Injectable()
export class WaitingQueries {
  constructor(
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
  ) {}

  /**
   * The longest-waiting first, at most a batch; with `lock`, locked for this transaction, and what a claim holds is skipped.
   * Index: leads_by_pool and its like.
   */
  async next(ctx: Ctx, poolable: Poolable, rule: RuleInForce, which: Which, lock: boolean): Promise<WaitingRow[]> {
    const lines = rule.rules.assignment?.lines ?? [];
    return ctx.db.once<WaitingRow>(sql`
      SELECT r.id, r.entered_pool_at AS "enteredPoolAt", coalesce(r.quarantined_until > ${ctx.now}::timestamptz, false) AS quarantined,
        ARRAY[${join(await this.fits(ctx, poolable, lines), ', ')}]::boolean[] AS fits, ${limitedLevel(poolable, rule)} AS level,
        ${formerOwners(ctx, rule)} AS "formerOwners", ${rule.rules.claim.cooldownDays === undefined ? 'lostLast' : 'coolingDown'}::text AS "formerLack"
      FROM ${raw(poolable.descriptor.table)} r
      WHERE r.pool_id = ${rule.poolId}::uuid AND ${poolable.inPlay} AND ${whichSql(which)}
      ORDER BY r.entered_pool_at, r.id LIMIT ${ASSIGNMENT_BATCH} ${lock ? raw('FOR UPDATE OF r SKIP LOCKED') : empty}`);
  }

  private async fits(ctx: Ctx, { descriptor }: Poolable, lines: readonly AssignmentLine[]): Promise<Sql[]> {
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, descriptor.object), { withHidden: true });
    const moment = await this.moments.of(ctx);
    const each = lines.map(({ condition }) =>
      condition ? sql`(${conditionSql(condition, catalogue, moment)}) IS TRUE` : raw('TRUE'),
    );
    return each.length > 0 ? each : [raw('FALSE')];
  }
}

function whichSql(which: Which): Sql {
  if ('ids' in which) return sql`r.id = ANY (${which.ids}::uuid[])`;
  if (!which.after) return raw('TRUE');
  return sql`(r.entered_pool_at, r.id) > (${which.after.enteredPoolAt}::timestamptz, ${which.after.id}::uuid)`;
}

function limitedLevel(poolable: Poolable, { rules }: RuleInForce): Sql {
  const limited = (rules.claim.holdingLimits ?? []).map(({ level }) => level);
  const level = levelSql(poolable);
  return limited.length > 0 ? sql`CASE WHEN ${level} = ANY (${limited}::text[]) THEN ${level} END` : raw('NULL::text');
}

/**
 * Who lost record r within the cooling time that claims know as well. Where the rules know none, whoever lost it last: what was
 * taken from somebody is not given straight back to them, and what they gave back is not forced on them again. Index:
 * ownership_ledger_of_record.
 */
function formerOwners(ctx: Ctx, { rules }: RuleInForce): Sql {
  const lost = sql`FROM ownership_ledger l WHERE l.record_id = r.id AND l.from_owner_id IS NOT NULL`;
  if (rules.claim.cooldownDays === undefined)
    return sql`ARRAY(SELECT l.from_owner_id ${lost} ORDER BY l.at DESC, l.id DESC LIMIT 1)`;
  const since = coolingSince(ctx, rules.claim);
  return since ? sql`(SELECT array_agg(DISTINCT l.from_owner_id) ${lost} AND l.at > ${since}::timestamptz)` : raw('NULL::uuid[]');
}
