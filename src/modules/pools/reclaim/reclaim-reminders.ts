import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql, { raw, type Sql } from 'sql-template-tag';
import { WorkingCalendars } from '../../../platform/calendar/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Notices, type NoticeKind } from '../../../platform/notices/index.js';
import { EnterpriseHours, quietSql } from '../../org/index.js';
import type { Poolable } from '../poolable.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import type { EscalationLevel } from '../rule/rules.js';
import { amountOf, dueSteps, horizonOf, stepsOf } from './escalation.js';

/** So many records are named in a digest; the list behind it shows the rest. */
const NAMED = 20;

const KINDS: Record<EscalationLevel, NoticeKind> = {
  owner: 'reclaimReminder',
  superior: 'reclaimReminderBelow',
  administrators: 'reclaimReminderPool',
};

interface Digest extends Record<string, unknown> {
  employeeId: string;
  level: EscalationLevel;
  distance: string;
  count: number;
  deadline: string;
  recordIds: string[];
  ownerNames: string[];
  total: number;
}

/**
 * Reminds owner, superior and administrators of the pool before records are lost, each at the distances of the rules and in
 * words of their own (POOL-09, POOL-17).
 */
@Injectable()
export class ReclaimReminders {
  constructor(
    private readonly notices: Notices,
    private readonly calendars: WorkingCalendars,
    private readonly hours: EnterpriseHours,
  ) {}

  /**
   * Sends what is due under these rules, once per record, deadline, level, distance and person, in one digest each. Whoever
   * has quiet hours is told at the first run after them; a deadline that has moved is another one. Of several distances
   * that a record is within, only the nearest is told. Returns how many records were spoken of.
   */
  async remind(ctx: Ctx, { object, descriptor }: Poolable, rule: RuleInForce): Promise<number> {
    const steps = stepsOf(rule.rules.reclaim);
    if (steps.length === 0) return 0;
    const now = DateTime.fromJSDate(ctx.now, { zone: ctx.zone });
    const calendar = await this.calendars.of(ctx);
    const horizon = horizonOf(steps, now, calendar);
    const due = dueSql(ctx, descriptor.table, rule.poolId, JSON.stringify(dueSteps(steps, now, horizon, calendar)), horizon);
    const digests = await ctx.db.once<Digest>(sql`
      WITH due AS (${due}), told AS (${toldSql(rule.poolId)}), written AS (
        INSERT INTO reclaim_reminders (tenant_id, record_id, deadline, level, distance, employee_id, sent_at)
        SELECT ${ctx.tenantId}::uuid, t.record_id, t.deadline, t.level, t.distance, t.employee_id, ${ctx.now}
        FROM told t JOIN employees e ON e.tenant_id = ${ctx.tenantId}::uuid AND e.id = t.employee_id
        WHERE e.status = 'active' AND NOT ${quietSql(ctx, await this.hours.isQuietTime(ctx))}
        ON CONFLICT DO NOTHING RETURNING record_id, deadline, level, distance, employee_id
      )
      SELECT w.employee_id AS "employeeId", w.level, w.distance, count(*)::integer AS count, min(w.deadline) AS deadline,
        (array_agg(w.record_id ORDER BY w.deadline, w.record_id))[1:${NAMED}::integer] AS "recordIds",
        (array_agg(DISTINCT o.name))[1:3] AS "ownerNames", (SELECT count(DISTINCT record_id)::integer FROM written) AS total
      FROM written w JOIN due d ON d.record_id = w.record_id AND d.level = w.level
      JOIN employees o ON o.tenant_id = ${ctx.tenantId}::uuid AND o.id = d.owner_id
      GROUP BY w.employee_id, w.level, w.distance`);
    await this.tell(ctx, object, rule, digests);
    return digests[0]?.total ?? 0;
  }

  private async tell(ctx: Ctx, object: string, { poolId }: RuleInForce, digests: readonly Digest[]): Promise<void> {
    if (digests.length === 0) return;
    const { name } = await ctx.db.one<{ name: string }>(sql`SELECT p.name FROM pools p WHERE p.id = ${poolId}::uuid`);
    await this.notices.send(
      ctx,
      digests.map(({ employeeId, level, distance, count, deadline, recordIds, ownerNames }) => ({
        employeeId,
        kind: KINDS[level],
        key: `remind:${poolId}:${level}:${distance}:${ctx.now.toISOString()}`,
        content: { object, count, ...amountOf(distance), deadline, recordIds, ownerNames, poolNames: [name] },
      })),
    );
  }
}

/** For each record and level the nearest step that is due. Index: leads_by_reclaim and its like. */
const dueSql = (ctx: Ctx, table: string, poolId: string, steps: string, horizon: DateTime): Sql => sql`
  SELECT DISTINCT ON (r.id, s.level) r.id AS record_id, r.owner_id, r.reclaim_at AS deadline, s.level, s.distance
  FROM ${raw(table)} r
  JOIN jsonb_to_recordset(${steps}::jsonb) AS s(level text, distance text, day date, due timestamptz, hours integer)
    ON s.day IS NULL OR s.day = (r.reclaim_at AT TIME ZONE ${ctx.zone})::date
  CROSS JOIN LATERAL (SELECT coalesce(s.due, r.reclaim_at - make_interval(hours => s.hours)) AS at) moment
  WHERE r.home_pool_id = ${poolId}::uuid AND r.owner_id IS NOT NULL
    AND r.reclaim_at > ${ctx.now} AND r.reclaim_at <= ${horizon.toJSDate()} AND moment.at <= ${ctx.now}
  ORDER BY r.id, s.level, moment.at DESC`;

/** Whom each of them concerns. */
const toldSql = (poolId: string): Sql => sql`
  SELECT due.*, due.owner_id AS employee_id FROM due WHERE due.level = 'owner'
  UNION ALL
  SELECT due.*, o.superior_id FROM due JOIN employees o ON o.tenant_id = current_tenant() AND o.id = due.owner_id
  WHERE due.level = 'superior' AND o.superior_id IS NOT NULL
  UNION ALL
  SELECT due.*, a.employee_id FROM due CROSS JOIN (
    SELECT DISTINCT g.employee_id FROM pool_members m
    JOIN employee_groups g ON g.tenant_id = m.tenant_id AND g.group_id = m.group_id
    WHERE m.pool_id = ${poolId}::uuid AND m.part = 'admin'
  ) a WHERE due.level = 'administrators'`;
