import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Notices, type Notice } from '../../../platform/notices/index.js';
import type { Poolable } from '../poolable.js';
import type { RuleInForce } from '../rule/rule-in-force.js';

/** So many records are named in a digest; the list behind it shows the rest. */
const NAMED = 20;

interface ReclaimDigest extends Record<string, unknown> {
  employeeId: string;
  count: number;
  poolNames: string[];
  recordIds: string[];
}

interface Reminded extends Record<string, unknown> {
  id: string;
  ownerId: string;
  superiorId: string | null;
  deadline: string;
  distance: number;
}

/** Tells people what was or will be taken from them: one digest, not a line per record. */
@Injectable()
export class ReclaimNotices {
  constructor(private readonly notices: Notices) {}

  /** One digest per former owner of a run; repeated, it says nothing twice. */
  async tellOwners(ctx: Ctx, object: string, runId: string): Promise<void> {
    const digests = await ctx.db.query<ReclaimDigest>(sql`
      SELECT l.from_owner_id AS "employeeId", count(*) AS count, array_agg(DISTINCT p.name) AS "poolNames", (array_agg(l.record_id ORDER BY l.id))[1:${NAMED}::integer] AS "recordIds"
      FROM ownership_ledger l JOIN pools p ON p.tenant_id = l.tenant_id AND p.id = l.to_pool_id
      WHERE l.run_id = ${runId}::uuid AND l.object = ${object} AND l.from_owner_id IS NOT NULL GROUP BY l.from_owner_id`);
    await this.notices.send(
      ctx,
      digests.map(({ employeeId, ...content }) => ({
        employeeId,
        kind: 'reclaimDigest',
        key: `reclaimed:${object}:${runId}`,
        content: { object, ...content },
      })),
    );
  }

  /**
   * Reminds owners and their direct superiors of deadlines within the rule's distances: once per record, deadline and
   * distance (POOL-09). A record that is already inside several distances is reminded of once, at the nearest.
   */
  async remind(ctx: Ctx, { object, descriptor }: Poolable, rule: RuleInForce): Promise<number> {
    const distances = rule.rules.reclaim.enabled ? rule.rules.reclaim.remindDaysBefore : [];
    if (distances.length === 0) return 0;
    const today = DateTime.fromJSDate(ctx.now, { zone: ctx.zone });
    const horizon = today
      .startOf('day')
      .plus({ days: Math.max(...distances) + 1 })
      .toJSDate();
    const reminded = await ctx.db.query<Reminded>(sql`
      WITH due AS (
        SELECT r.id, r.owner_id, r.reclaim_at, (SELECT min(d) FROM unnest(${distances}::integer[]) d
          WHERE d >= (r.reclaim_at AT TIME ZONE ${ctx.zone})::date - ${today.toISODate()}::date) AS distance
        FROM ${raw(descriptor.table)} r
        WHERE r.home_pool_id = ${rule.poolId}::uuid AND r.reclaim_at > ${ctx.now} AND r.reclaim_at <= ${horizon} AND r.owner_id IS NOT NULL
      ), written AS (
        INSERT INTO reclaim_reminders (tenant_id, record_id, deadline, days_before, object, sent_at)
        SELECT ${ctx.tenantId}::uuid, id, reclaim_at, distance, ${object}, ${ctx.now} FROM due WHERE distance IS NOT NULL
        ON CONFLICT DO NOTHING RETURNING record_id
      )
      SELECT due.id, due.owner_id AS "ownerId", e.superior_id AS "superiorId", due.reclaim_at AS deadline, due.distance
      FROM due JOIN written ON written.record_id = due.id
      JOIN employees e ON e.tenant_id = current_tenant() AND e.id = due.owner_id ORDER BY due.reclaim_at, due.id`);
    const key = `remind:${object}:${rule.poolId}:${today.toISODate()}`;
    await this.notices.send(ctx, [
      ...digestsOf(reminded, (row) => row.ownerId, object, `${key}:mine`),
      ...digestsOf(reminded, (row) => row.superiorId, object, `${key}:below`),
    ]);
    return reminded.length;
  }
}

/** One notice per person and distance. */
function digestsOf(rows: Reminded[], personOf: (row: Reminded) => string | null, object: string, key: string): Notice[] {
  const groups = Map.groupBy(
    rows.filter((row) => personOf(row) !== null),
    (row) => `${personOf(row)} ${row.distance}`,
  );
  return [...groups.values()].map((group) => ({
    employeeId: personOf(group[0]!)!,
    kind: 'reclaimReminder',
    key: `${key}:${group[0]!.distance}`,
    content: {
      object,
      count: group.length,
      daysBefore: group[0]!.distance,
      deadline: group[0]!.deadline,
      recordIds: group.slice(0, NAMED).map((row) => row.id),
    },
  }));
}
