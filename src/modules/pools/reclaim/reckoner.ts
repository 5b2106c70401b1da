import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { WorkingCalendars } from '../../../platform/calendar/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { catalogueFor, CustomFields, MomentFactory } from '../../../platform/records/index.js';
import type { Poolable } from '../poolable.js';
import type { ReclaimRules } from '../rule/rules.js';
import { localDay, type Reckoning } from './deadlines.js';

/** Gathers what deadlines are worked out with. */
@Injectable()
export class Reckoner {
  constructor(
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
    private readonly calendars: WorkingCalendars,
  ) {}

  /** For the rows of `where`: their days are read first if a line counts in working days. */
  async of(ctx: Ctx, poolable: Poolable, rules: ReclaimRules, where: Sql): Promise<Reckoning> {
    const { descriptor } = poolable;
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, descriptor.object), { withHidden: true });
    const moment = await this.moments.of(ctx);
    const calendar = await this.calendars.of(ctx);
    const base = { poolable, catalogue, moment, calendar };
    const working = rules.enabled ? rules.lines.filter((line) => line.dayKind === 'working') : [];
    if (working.length === 0) return { ...base, days: [] };
    const each = [...new Map(working.map((line) => [line.since, line])).values()].map(
      (line) =>
        sql`SELECT ${localDay(base, line)} AS day FROM ${raw(descriptor.table)} r WHERE r.owner_id IS NOT NULL AND ${poolable.inPlay} AND ${where}`,
    );
    const days = await ctx.db.once<{ day: string }>(sql`SELECT DISTINCT day FROM (${join(each, ' UNION ')}) d`);
    return { ...base, days: days.map((row) => row.day) };
  }
}
