import { DateTime } from 'luxon';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { WorkingCalendar } from '../../../platform/calendar/index.js';
import { conditionSql, type FieldCatalogue, type Moment } from '../../../platform/condition/index.js';
import type { Poolable } from '../poolable.js';
import type { ReclaimLine, ReclaimRules } from '../rule/rules.js';

/** What deadlines are worked out with: one moment, one enterprise. */
export interface Reckoning {
  poolable: Poolable;
  catalogue: FieldCatalogue;
  moment: Moment;
  calendar: WorkingCalendar;
  /** Local days on which something happened that a working-day line counts from; each becomes a due day. */
  days: readonly string[];
}

/**
 * The one definition of when a record is reclaimed: everything else (recompute, job, dry run, explanation) reads this
 * statement. One row per record r of `where`: `at` (null: never), the line that set it, and per line its own deadline.
 *
 * A line is due at the midnight that ends its n-th day: the day after which it counts is the day of the activity in the
 * enterprise's zone, or the day the record was owned where that is later. No activity at all is not "long ago" (POOL-08).
 */
export function deadlinesSql(reckoning: Reckoning, rules: ReclaimRules, where: Sql): Sql {
  const { poolable } = reckoning;
  const lines = rules.enabled ? rules.lines : [];
  const exempt = rules.exempt
    ? sql`(${conditionSql(rules.exempt, reckoning.catalogue, reckoning.moment)}) IS TRUE`
    : raw('FALSE');
  const values = lines.map((line) => sql`(${line.key}::text, ${dueSql(reckoning, line)})`);
  return sql`
    SELECT r.id, r.owner_id, r.protected_until, x.exempt, best.key,
      CASE WHEN x.exempt THEN NULL ELSE greatest(best.due, r.protected_until) END AS at
    FROM ${raw(poolable.descriptor.table)} r
    ${workingDays(reckoning, lines)}
    CROSS JOIN LATERAL (SELECT ${exempt} AS exempt) x
    LEFT JOIN LATERAL (
      SELECT l.key, l.due FROM ${values.length > 0 ? sql`(VALUES ${join(values, ', ')})` : raw('(SELECT NULL::text, NULL::timestamptz WHERE FALSE)')} AS l(key, due)
      WHERE l.due IS NOT NULL ORDER BY l.due, l.key LIMIT 1
    ) best ON TRUE
    WHERE r.owner_id IS NOT NULL AND ${poolable.inPlay} AND ${where}`;
}

/** Per line of the rules for row r, as rows: from which day it counts, when it would be due, whether its condition holds. */
export function linesSql(reckoning: Reckoning, rules: ReclaimRules, where: Sql): Sql {
  const lines = rules.lines.map(
    (line) =>
      sql`jsonb_build_object('key', ${line.key}::text, 'from', ${localDay(reckoning, line)}, 'due', ${unconditionalDue(reckoning, line)}, 'holds', ${holdsSql(reckoning, line)})`,
  );
  return sql`SELECT r.id, jsonb_build_array(${join(lines.length > 0 ? lines : [raw('NULL')], ', ')}) AS lines
    FROM ${raw(reckoning.poolable.descriptor.table)} r ${workingDays(reckoning, rules.lines)} WHERE ${where}`;
}

/** The deadline of one line for row r, or null where its condition does not hold. */
function dueSql(reckoning: Reckoning, line: ReclaimLine): Sql {
  const due = unconditionalDue(reckoning, line);
  return line.condition ? sql`CASE WHEN ${holdsSql(reckoning, line)} THEN ${due} END` : due;
}

const holdsSql = ({ catalogue, moment }: Reckoning, { condition }: ReclaimLine): Sql =>
  condition ? sql`((${conditionSql(condition, catalogue, moment)}) IS TRUE)` : raw('TRUE');

function unconditionalDue(reckoning: Reckoning, line: ReclaimLine): Sql {
  if (line.dayKind === 'working') return sql`${raw(workingAlias(line))}.due`;
  return sql`((${localDay(reckoning, line)} + ${line.days + 1}::integer)::timestamp AT TIME ZONE ${reckoning.moment.zone})`;
}

/** The local day from which a line counts for row r. */
export function localDay({ poolable, moment }: Pick<Reckoning, 'poolable' | 'moment'>, line: ReclaimLine): Sql {
  const activity = line.since === 'owned' ? undefined : poolable.activities[line.since];
  const from = activity ? sql`greatest(${activity}, r.owned_since)` : raw('r.owned_since');
  return sql`(${from} AT TIME ZONE ${moment.zone})::date`;
}

/** Due times of working-day lines for exactly the days that occur, joined instead of computed per row. */
function workingDays(reckoning: Reckoning, lines: readonly ReclaimLine[]): Sql {
  const working = lines.filter((line) => line.dayKind === 'working');
  if (working.length === 0) return empty;
  const { calendar, days, moment } = reckoning;
  return join(
    working.map((line) => {
      const due = days.map((day) => midnightAfter(calendar.addWorkingDays(day, line.days), moment.zone));
      return sql`LEFT JOIN unnest(${days}::date[], ${due}::timestamptz[]) AS ${raw(workingAlias(line))}(day, due)
        ON ${raw(workingAlias(line))}.day = ${localDay(reckoning, line)}`;
    }),
    ' ',
  );
}

const workingAlias = (line: ReclaimLine): string => `w_${line.key.replace(/\W/g, '_').toLowerCase()}`;

const midnightAfter = (day: string, zone: string): string =>
  DateTime.fromISO(day, { zone }).plus({ days: 1 }).startOf('day').toUTC().toISO()!;
