import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Poolable } from '../poolable.js';
import type { ReclaimRules } from '../rule/rules.js';
import { deadlinesSql } from './deadlines.js';
import { Reckoner } from './reckoner.js';
import type { SimulatedDayView, SimulatedRecordView, SimulationView } from './simulation.view.js';

interface DayRow extends Record<string, unknown> {
  day: string | null;
  owners: { ownerId: string; ownerName: string; count: number }[];
  count: number;
}

/** Dry runs of saved and unsaved rules, by the very statement that sets deadlines (POOL-10). */
@Injectable()
export class Simulation {
  constructor(private readonly reckoner: Reckoner) {}

  /** What the rules would take from this pool's owners now and on each of the next days. */
  async simulate(ctx: Ctx, poolable: Poolable, poolId: string, rules: ReclaimRules, days: number): Promise<SimulationView> {
    const where = sql`r.home_pool_id = ${poolId}::uuid`;
    const deadlines = deadlinesSql(await this.reckoner.of(ctx, poolable, rules, where), rules, where);
    const today = DateTime.fromJSDate(ctx.now, { zone: ctx.zone });
    const horizon = today
      .startOf('day')
      .plus({ days: days + 1 })
      .toJSDate();
    const rows = await ctx.db.once<DayRow>(sql`
      WITH d AS MATERIALIZED (${deadlines}), counted AS (
        SELECT CASE WHEN d.at <= ${ctx.now} THEN NULL ELSE (d.at AT TIME ZONE ${ctx.zone})::date END AS day, d.owner_id, count(*) AS n
        FROM d WHERE d.at <= ${horizon} GROUP BY 1, 2
      )
      SELECT c.day::text AS day, sum(c.n)::integer AS count,
        jsonb_agg(jsonb_build_object('ownerId', c.owner_id, 'ownerName', e.name, 'count', c.n) ORDER BY c.n DESC, c.owner_id) AS owners
      FROM counted c JOIN employees e ON e.tenant_id = current_tenant() AND e.id = c.owner_id GROUP BY c.day ORDER BY c.day`);
    const records = await ctx.db.once<SimulatedRecordView & Record<string, unknown>>(sql`
      SELECT d.id, d.owner_id AS "ownerId", d.at AS "reclaimAt", d.key AS "ruleKey" FROM (${deadlines}) d WHERE d.at <= ${ctx.now} ORDER BY d.at, d.id LIMIT 100`);
    const { n } = (await ctx.db.once<{ n: number }>(sql`SELECT count(*) AS n FROM (${deadlines}) d`))[0]!;
    const now = rows.find((row) => row.day === null);
    return {
      considered: n,
      now: { day: today.toISODate()!, count: now?.count ?? 0, owners: now?.owners ?? [] },
      records,
      days: rows.filter((row): row is DayRow & SimulatedDayView => row.day !== null),
    };
  }
}
