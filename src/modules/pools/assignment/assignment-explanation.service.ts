import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { format, text } from '../../../platform/i18n/locale.js';
import { RecordReader } from '../../../platform/records/index.js';
import type { Poolable } from '../poolable.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import type { PoolRules } from '../rule/rules.js';
import { Assignment } from './assignment.service.js';
import { reasonOf, stayWords } from './assignment-words.js';
import type { AssignmentCandidateView, AssignmentExplanationView } from './assignment.view.js';

const OFF = text('所在的池没有启用自动分配', 'Its pool assigns nothing by itself.');
const NOT_BY_RULE = text('不是由分配规则分配的', 'No assignment rule gave it to its owner.');
const WOULD = text('下次运行时分配:{reason}', 'The next run assigns it: {reason}.');

interface Place extends Record<string, unknown> {
  id: string;
  ownerId: string | null;
  poolId: string | null;
}

interface PlacedLine extends Record<string, unknown> {
  at: string;
  employeeId: string;
  reason: string;
  ruleKey: string;
  ruleNumber: number;
  rules: PoolRules;
  runId: string;
}

/** Says why a person has a record, or why a record still waits, by what decided it (POOL-05). */
@Injectable()
export class AssignmentExplanation {
  constructor(
    private readonly reader: RecordReader,
    private readonly rules: RulesInForce,
    private readonly assignment: Assignment,
  ) {}

  /** @throws `missing` */
  async explain(ctx: Ctx, poolable: Poolable, id: string, missing: ProblemKind): Promise<AssignmentExplanationView> {
    const columns = sql`, r.owner_id AS "ownerId", r.pool_id AS "poolId"`;
    const place = await this.reader.permit<Place>(ctx, poolable.descriptor, 'read', id, missing, { lock: false, columns });
    return place.poolId === null ? this.ofOwned(ctx, place) : this.ofWaiting(ctx, poolable, place.poolId, id);
  }

  /** What the next run would do, by the very computation of a run. */
  private async ofWaiting(ctx: Ctx, poolable: Poolable, poolId: string, id: string): Promise<AssignmentExplanationView> {
    const rule = (await this.rules.of(ctx, [poolId])).get(poolId);
    if (!rule?.rules.assignment?.enabled) return { ...NOTHING, verdict: 'off', explanation: format(OFF, ctx.locale) };
    const { placements, stays } = await this.assignment.trial(ctx, poolable, rule, { ids: [id] });
    const tried = await ctx.db.maybe<{ at: string }>(
      sql`SELECT a.at FROM assignment_attempts a WHERE a.record_id = ${id}::uuid AND a.pool_id = ${poolId}::uuid`,
    );
    const facts = { ...NOTHING, ruleNumber: rule.number, at: tried?.at ?? null };
    const [placement] = placements;
    if (!placement) {
      const { reason, lineKey, lacked } = stays[0] ?? { reason: 'noLine' as const, lineKey: null, lacked: {} };
      const strategy = rule.rules.assignment.lines.find((line) => line.key === lineKey)?.strategy ?? null;
      return { ...facts, verdict: 'stays', explanation: stayWords(reason, lacked, ctx.locale), lineKey, strategy };
    }
    const { employeeId, line } = placement;
    const explanation = format(WOULD, ctx.locale, { reason: reasonOf(placement, ctx.locale) });
    return { ...facts, verdict: 'wouldBePlaced', explanation, employeeId, lineKey: line.key, strategy: line.strategy };
  }

  private async ofOwned(ctx: Ctx, { id, ownerId }: Place): Promise<AssignmentExplanationView> {
    const placed = await ctx.db.maybe<PlacedLine>(sql`
      SELECT l.at, l.to_owner_id AS "employeeId", l.reason, l.rule_key AS "ruleKey", l.run_id AS "runId", pr.number AS "ruleNumber", pr.rules
      FROM ownership_ledger l JOIN pool_rules pr ON pr.tenant_id = l.tenant_id AND pr.id = l.rule_id
      WHERE l.record_id = ${id}::uuid AND l.kind = 'assigned' AND l.run_id IS NOT NULL
      ORDER BY l.at DESC, l.id DESC LIMIT 1`);
    if (!placed || placed.employeeId !== ownerId)
      return { ...NOTHING, verdict: 'notByRule', explanation: format(NOT_BY_RULE, ctx.locale) };
    return {
      verdict: 'placed',
      explanation: placed.reason,
      employeeId: placed.employeeId,
      at: placed.at,
      ruleNumber: placed.ruleNumber,
      lineKey: placed.ruleKey,
      strategy: placed.rules.assignment?.lines.find((line) => line.key === placed.ruleKey)?.strategy ?? null,
      candidates: await candidatesOf(ctx, placed),
    };
  }
}

const NOTHING = { employeeId: null, at: null, ruleNumber: null, lineKey: null, strategy: null, candidates: [] };

/** What the batch knew of everybody whom the line names. */
const candidatesOf = (ctx: Ctx, { runId, at, ruleKey }: PlacedLine): Promise<AssignmentCandidateView[]> =>
  ctx.db.query<AssignmentCandidateView & Record<string, unknown>>(sql`
    SELECT c.id AS "employeeId", e.name AS "employeeName", c.placed, c.lacks
    FROM assignment_batches b
    CROSS JOIN jsonb_to_recordset(b.lines) AS line(key text, people jsonb)
    CROSS JOIN jsonb_to_recordset(line.people) AS c(id uuid, placed integer, lacks text)
    JOIN employees e ON e.tenant_id = b.tenant_id AND e.id = c.id
    WHERE b.run_id = ${runId}::uuid AND b.at = ${at}::timestamptz AND line.key = ${ruleKey}
    ORDER BY c.placed DESC, e.name, e.id LIMIT 500`);
