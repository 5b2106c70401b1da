import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Schedules } from '../../../platform/jobs/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { followUpSubjects, type FollowUpSubject } from './follow-up-subject.js';

const REMIND_JOB = 'customers.nextContacts';
/** Between two runs, in minutes: what comes due before the next one is said now, so that no reminder comes late. */
const EVERY = 10;
/** A plan that has been missed for longer is no longer worth a reminder. */
const STALE_HOURS = 24;
/** So many records are named in a notice; the list by next contact shows the rest. */
const NAMED = 20;

interface Due extends Record<string, unknown> {
  employeeId: string;
  count: number;
  firstAt: string;
  recordIds: string[];
  names: string[];
}

/** Reminds owners of the contacts that they planned (CUST-07). A later follow-up moves the plan, and with it the reminder. */
@Injectable()
export class NextContacts implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      kind: REMIND_JOB,
      run: async (job) => {
        let reminded = 0;
        for (const subject of followUpSubjects()) reminded += await job.unit((ctx) => this.remind(ctx, subject, job.id));
        return { reminded };
      },
    });
    this.schedules.define({
      kind: REMIND_JOB,
      label: text('跟进提醒', 'Reminders of next contacts'),
      cron: `*/${EVERY} * * * *`,
    });
  }

  /** One notice per owner and run; each planned time of a record is reminded of once, whoever runs this how often. */
  async remind(ctx: Ctx, { object, descriptor, inPlay }: FollowUpSubject, runId: string): Promise<number> {
    const now = DateTime.fromJSDate(ctx.now);
    const due = await ctx.db.query<Due>(sql`
      WITH due AS (
        SELECT r.id, r.owner_id, r.name, r.next_contact_at AS at FROM ${raw(descriptor.table)} r
        WHERE r.next_contact_at > ${now.minus({ hours: STALE_HOURS }).toJSDate()} AND r.next_contact_at <= ${now.plus({ minutes: EVERY }).toJSDate()}
          AND r.owner_id IS NOT NULL AND ${inPlay}
      ), written AS (
        INSERT INTO contact_reminders (tenant_id, object, record_id, due_at, sent_at)
        SELECT ${ctx.tenantId}::uuid, ${object}, id, at, ${ctx.now} FROM due ON CONFLICT DO NOTHING RETURNING record_id
      )
      SELECT due.owner_id AS "employeeId", count(*) AS count, min(due.at) AS "firstAt",
        (array_agg(due.id ORDER BY due.at, due.id))[1:${NAMED}::integer] AS "recordIds", (array_agg(due.name ORDER BY due.at, due.id))[1:3] AS names
      FROM due JOIN written ON written.record_id = due.id GROUP BY due.owner_id`);
    await this.notices.send(
      ctx,
      due.map(({ employeeId, firstAt, ...content }) => ({
        employeeId,
        kind: 'nextContactDue',
        key: `nextContact:${object}:${runId}`,
        content: {
          object,
          ...content,
          firstAt,
          time: DateTime.fromISO(firstAt, { zone: ctx.zone }).toFormat('MM-dd HH:mm'),
        },
      })),
    );
    return due.reduce((sum, { count }) => sum + count, 0);
  }
}
