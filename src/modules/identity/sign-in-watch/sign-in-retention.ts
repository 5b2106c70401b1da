import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Schedules, type JobRun } from '../../../platform/jobs/index.js';

const KIND = 'identity.forgetSignIns';
const DAYS = 180;
/** Rows deleted in one transaction. */
const BATCH = 5000;

/** Forgets sign-ins, and the alerts about them, after half a year. */
@Injectable()
export class SignInRetention implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: KIND, origin: 'system', run: (job) => this.forget(job) });
    this.schedules.define({ kind: KIND, at: '03:40', label: text('清理过期登录记录', 'Forget old sign-ins') });
  }

  private async forget(job: JobRun): Promise<{ removed: number }> {
    let removed = 0;
    let batch: number;
    do {
      await job.giveWay();
      batch = await job.unit((ctx) =>
        ctx.db.run(sql`DELETE FROM sign_ins WHERE tenant_id = ${ctx.tenantId} AND id = ANY (ARRAY(
          SELECT id FROM sign_ins WHERE tenant_id = ${ctx.tenantId} AND at < ${ctx.now}::timestamptz - make_interval(days => ${DAYS})
          LIMIT ${BATCH}))`),
      );
      removed += batch;
    } while (batch === BATCH);
    return { removed };
  }
}
