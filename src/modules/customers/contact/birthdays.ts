import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Schedules } from '../../../platform/jobs/index.js';
import { Notices } from '../../../platform/notices/index.js';

const BIRTHDAYS_JOB = 'customers.birthdays';
/** Nobody is reminded earlier; the table checks the same. */
const MOST_DAYS = 30;

interface Coming extends Record<string, unknown> {
  contactId: string;
  customerId: string;
  employeeId: string;
  name: string;
  customerName: string;
  days: number;
}

/** Tells owners of their contacts' birthdays, as many days before as each contact says (CUST-06). */
@Injectable()
export class Birthdays implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      kind: BIRTHDAYS_JOB,
      run: async (job) => ({ reminded: await job.unit((ctx) => this.remind(ctx)) }),
    });
    this.schedules.define({ kind: BIRTHDAYS_JOB, label: text('生日提醒', 'Birthday reminders'), at: '08:30' });
  }

  /** One notice per contact, birthday and owner, however often it runs; a day that was missed is made up for. Index: contacts_by_birthday. */
  async remind(ctx: Ctx): Promise<number> {
    const today = DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).startOf('day');
    const coming = await ctx.db.query<Coming>(sql`
      SELECT r.id AS "contactId", r.customer_id AS "customerId", r.owner_id AS "employeeId", r.name, c.name AS "customerName", d.days
      FROM jsonb_to_recordset(${JSON.stringify(daysFrom(today))}::jsonb) AS d(key integer, days integer)
      JOIN contacts r ON r.tenant_id = ${ctx.tenantId}::uuid AND r.birthday_key = d.key AND r.remind_days_before >= d.days
      JOIN customers c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
      WHERE r.status = 'active' AND r.owner_id IS NOT NULL AND c.state = 'active'`);
    return this.notices.send(
      ctx,
      coming.map(({ employeeId, ...content }) => {
        const date = today.plus({ days: content.days });
        return {
          employeeId,
          kind: 'birthdayComing',
          key: `birthday:${content.contactId}:${date.year}`,
          content: { ...content, date: date.toISODate() },
        };
      }),
    );
  }
}

/** The days from today on as birthdays are indexed by; who was born on a leap day has theirs on the last of February. */
function daysFrom(today: DateTime): { key: number; days: number }[] {
  return Array.from({ length: MOST_DAYS + 1 }, (_, days) => today.plus({ days })).flatMap((date, days) => {
    const key = date.month * 100 + date.day;
    return key === 228 && !date.isInLeapYear
      ? [
          { key, days },
          { key: 229, days },
        ]
      : [{ key, days }];
  });
}
