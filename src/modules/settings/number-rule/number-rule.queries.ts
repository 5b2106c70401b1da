import { Injectable } from '@nestjs/common';
import sql, { empty, raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { NumberRule } from './number-rule.js';
import { numberColumn, type Numbered } from './numbered.js';

/** A part of a sequence that one transaction at a time hands numbers out of. */
export interface Lane extends Record<string, unknown> {
  lane: number;
  next: number;
}

/** How far a period's sequence has got: its lanes give numbers between these next. */
export interface UpcomingNumber extends Record<string, unknown> {
  object: string;
  period: string;
  lowest: number;
  highest: number;
}

const COLUMNS = sql`pattern, reset, gap_free AS "gapFree", start, version`;

@Injectable()
export class NumberRuleQueries {
  /** Rules that the enterprise has changed or used, by object. */
  async all(ctx: Ctx): Promise<ReadonlyMap<string, NumberRule>> {
    const rows = await ctx.db.query<NumberRule & { object: string }>(
      sql`SELECT object, ${COLUMNS} FROM number_rules WHERE tenant_id = ${ctx.tenantId}`,
    );
    return new Map(rows.map(({ object, ...rule }) => [object, rule]));
  }

  /**
   * The rule in force until the transaction ends.
   * @param how `use` lets others use it too, `change` waits until all numbers given by it are committed or rolled back
   */
  async hold(ctx: Ctx, { object, rule }: Numbered, how: 'use' | 'change'): Promise<NumberRule> {
    const found = sql`SELECT ${COLUMNS} FROM number_rules
      WHERE tenant_id = ${ctx.tenantId} AND object = ${object} FOR ${raw(how === 'use' ? 'KEY SHARE' : 'UPDATE')}`;
    const row = await ctx.db.maybe<NumberRule & Record<string, unknown>>(found);
    if (row) return row;
    await ctx.db.run(sql`
      INSERT INTO number_rules (tenant_id, object, pattern, reset, gap_free, start, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${object}, ${rule.pattern}, ${rule.reset}, ${rule.gapFree}, ${rule.start}, ${ctx.now}, ${actorIdOf(ctx)})
      ON CONFLICT DO NOTHING`);
    return ctx.db.one<NumberRule & Record<string, unknown>>(found);
  }

  async update(ctx: Ctx, object: string, rule: NumberRule): Promise<void> {
    await ctx.db.run(sql`
      UPDATE number_rules SET pattern = ${rule.pattern}, reset = ${rule.reset}, gap_free = ${rule.gapFree}, start = ${rule.start},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE tenant_id = ${ctx.tenantId} AND object = ${object}`);
  }

  /** Free lanes with the lowest numbers, held until the transaction ends; waits for one where all are held. */
  async lanes(ctx: Ctx, object: string, period: string, most: number): Promise<Lane[]> {
    const lowest = (limit: number, how: string) => sql`SELECT lane, next FROM number_sequences
      WHERE tenant_id = ${ctx.tenantId} AND object = ${object} AND period = ${period} ORDER BY next LIMIT ${limit} ${raw(how)}`;
    const free = await ctx.db.query<Lane>(lowest(most, 'FOR NO KEY UPDATE SKIP LOCKED'));
    return free.length > 0 ? free : ctx.db.query<Lane>(lowest(1, 'FOR NO KEY UPDATE'));
  }

  /** Opens the sequences of periods, save those that somebody else has opened. */
  async open(ctx: Ctx, object: string, lanes: number, periods: readonly { period: string; next: number }[]): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO number_sequences (tenant_id, object, period, lane, next)
      SELECT ${ctx.tenantId}::uuid, ${object}::text, p.period, n, p.next + n
      FROM jsonb_to_recordset(${JSON.stringify(periods)}::jsonb) AS p(period text, next bigint), generate_series(0, ${lanes}::integer - 1) AS n
      ORDER BY p.period, n ON CONFLICT DO NOTHING`);
  }

  async advance(ctx: Ctx, object: string, period: string, lanes: readonly Lane[]): Promise<void> {
    await ctx.db.run(sql`
      UPDATE number_sequences s SET next = l.next
      FROM unnest(${lanes.map(({ lane }) => lane)}::smallint[], ${lanes.map(({ next }) => next)}::bigint[]) AS l(lane, next)
      WHERE s.tenant_id = ${ctx.tenantId} AND s.object = ${object} AND s.period = ${period} AND s.lane = l.lane`);
  }

  /** Which of the numbers stand in records already: typed in by people, or given by an earlier rule. */
  async taken(ctx: Ctx, numbered: Numbered, numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const { descriptor, field } = numberColumn(numbered);
    const rows = await ctx.db.query<{
      number: string;
    }>(sql`SELECT r.${raw(field.column)} AS number FROM ${raw(descriptor.table)} r
      WHERE r.tenant_id = ${ctx.tenantId} AND r.${raw(field.column)} = ANY (${numbers}::text[])`);
    return new Set(rows.map(({ number }) => number));
  }

  /** How far the sequences of all periods have got. */
  upcoming(ctx: Ctx, object?: string): Promise<UpcomingNumber[]> {
    return ctx.db.query<UpcomingNumber>(sql`
      SELECT object, period, min(next) AS lowest, max(next) AS highest FROM number_sequences
      WHERE tenant_id = ${ctx.tenantId} ${object === undefined ? empty : sql`AND object = ${object}`} GROUP BY object, period`);
  }

  /** Forgets the lanes of an object: its sequences are opened anew where they had got to. */
  async close(ctx: Ctx, object: string): Promise<void> {
    await ctx.db.run(sql`DELETE FROM number_sequences WHERE tenant_id = ${ctx.tenantId} AND object = ${object}`);
  }
}
