import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import { WorkingCalendars } from '../../../platform/calendar/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { calendarChanged } from '../org.events.js';
import type { SetDayRequest } from './calendar.requests.js';
import type { CalendarDayView } from './calendar.view.js';

const MOST_DAYS = 400;
const MILLISECONDS_PER_DAY = 86_400_000;

/** The working calendar: statutory holidays and make-up days, and the enterprise's own decisions above them (ORG-10). */
@Injectable()
export class CalendarService {
  constructor(
    private readonly calendars: WorkingCalendars,
    private readonly audit: AuditLog,
  ) {}

  async days(ctx: Ctx, from: string, to: string): Promise<CalendarDayView[]> {
    const length = (instantOf(to, '?to') - instantOf(from, '?from')) / MILLISECONDS_PER_DAY + 1;
    if (length < 1 || length > MOST_DAYS)
      throw invalid('?to', 'WRONG_PERIOD', text('时间段应为 1 至 400 天', 'Ask for 1 to 400 days.'));
    // not the cached calendar: within a change it would not know that change yet
    const calendar = await this.calendars.load(ctx);
    const notes = await ctx.db.query<{ day: string; note: string | null }>(sql`
      SELECT day, note FROM calendar_overrides WHERE tenant_id = ${ctx.tenantId} AND day BETWEEN ${from}::date AND ${to}::date`);
    const noteOf = new Map(notes.map(({ day, note }) => [day, note]));
    return calendar.days(from, to, ctx.locale).map(({ day, working, name, overridden }) => ({
      day,
      working,
      name: name ?? null,
      overridden,
      note: noteOf.get(day) ?? null,
    }));
  }

  async set(ctx: Ctx, day: string, { working, note }: SetDayRequest): Promise<CalendarDayView> {
    const before = await this.day(ctx, day);
    await ctx.db.run(sql`
      INSERT INTO calendar_overrides (tenant_id, day, working, note) VALUES (${ctx.tenantId}, ${day}, ${working}, ${note ?? null})
      ON CONFLICT (tenant_id, day) DO UPDATE SET working = excluded.working, note = excluded.note`);
    return this.changed(ctx, before);
  }

  /** Goes back to what the law says; it is no error where the enterprise never decided. */
  async reset(ctx: Ctx, day: string): Promise<CalendarDayView> {
    const before = await this.day(ctx, day);
    await ctx.db.run(sql`DELETE FROM calendar_overrides WHERE tenant_id = ${ctx.tenantId} AND day = ${day}`);
    return this.changed(ctx, before);
  }

  private async changed(ctx: Ctx, before: CalendarDayView): Promise<CalendarDayView> {
    const after = await this.day(ctx, before.day);
    ctx.emit(calendarChanged({ day: after.day }));
    await this.audit.record(ctx, { action: 'calendar.changed', object: 'enterprise', objectId: ctx.tenantId, before, after });
    return after;
  }

  private async day(ctx: Ctx, day: string): Promise<CalendarDayView> {
    instantOf(day, '?day');
    return (await this.days(ctx, day, day))[0]!;
  }
}

/** Midnight UTC of a day that exists, from 1970 to 2199; 2026-02-30 does not. */
function instantOf(day: string, pointer: string): number {
  const instant = /^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day) {
    throw invalid(pointer, 'NOT_A_DATE', text('没有这一天', 'There is no such day.'));
  }
  return instant;
}

const invalid = (pointer: string, code: string, message: Text): Error => validationFailed({}, [{ pointer, code, message }]);
