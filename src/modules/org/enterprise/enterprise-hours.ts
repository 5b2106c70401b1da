import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { WorkingCalendars } from '../../../platform/calendar/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { DateTime } from 'luxon';
import { isWithin, OFFICE_HOURS, type DailyHours } from './daily-hours.js';

type Hours = { working: DailyHours | null; quiet: DailyHours | null } & Record<string, unknown>;

/** When the enterprise works, and when it leaves its people in peace, by its own clock and calendar (ORG-10). */
@Injectable()
export class EnterpriseHours {
  constructor(private readonly calendars: WorkingCalendars) {}

  /** Whether it is a working day, and within working hours. */
  async isWorkingTime(ctx: Ctx): Promise<boolean> {
    const today = DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).toISODate()!;
    if (!(await this.calendars.of(ctx)).isWorkingDay(today)) return false;
    return isWithin((await hoursOf(ctx)).working ?? OFFICE_HOURS, ctx.now, ctx.zone);
  }

  /** Whether it is a quiet hour for whoever has no hours of their own. */
  async isQuietTime(ctx: Ctx): Promise<boolean> {
    const { quiet } = await hoursOf(ctx);
    return quiet !== null && isWithin(quiet, ctx.now, ctx.zone);
  }
}

const hoursOf = (ctx: Ctx): Promise<Hours> =>
  ctx.db.one<Hours>(sql`SELECT settings -> 'workingHours' AS working, nullif(settings -> 'quietHours', 'null') AS quiet
    FROM enterprises WHERE tenant_id = ${ctx.tenantId}`);
