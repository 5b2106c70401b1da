import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import { format, text, type Locale } from '../../../platform/i18n/locale.js';
import { JobHandlers, type JobResultData, type JobRun } from '../../../platform/jobs/index.js';
import type { JobRequest } from '../../../platform/jobs/job.js';
import { SmsGateway } from '../../identity/index.js';

export const NOTIFY_EMPLOYEES = 'org.notifyEmployees';

/** People of one job: as many get their message twice at worst, where a worker dies. */
const AT_ONCE = 20;

const MESSAGES = {
  initial: text(
    '{enterprise} 已为您开通账号,请用本手机号和管理员告知的初始密码登录:{url}',
    '{enterprise} has opened an account for you. Sign in with this phone and the initial password from your administrator: {url}',
  ),
  code: text(
    '{enterprise} 已为您开通账号,请用本手机号和短信验证码登录:{url}',
    '{enterprise} has opened an account for you. Sign in with this phone and a code by SMS: {url}',
  ),
  own: text(
    '{enterprise} 已将您加为员工,请用您已有的账号登录:{url}',
    '{enterprise} has added you. Sign in as you are used to: {url}',
  ),
};

interface Addressee extends Record<string, unknown> {
  id: string;
  phone: string;
  enterprise: string;
  signIn: keyof typeof MESSAGES;
}

/** Jobs that tell these employees that they have been taken on. */
export const noticeJobs = (employeeIds: readonly string[]): JobRequest[] =>
  Array.from({ length: Math.ceil(employeeIds.length / AT_ONCE) }, (_, n) => ({
    kind: NOTIFY_EMPLOYEES,
    input: { employeeIds: employeeIds.slice(n * AT_ONCE, (n + 1) * AT_ONCE) },
  }));

/** Tells new employees by SMS how they sign in; passwords never travel by it. */
@Injectable()
export class EmployeeNotices implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly sms: SmsGateway,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: NOTIFY_EMPLOYEES, concurrency: 1, run: (job) => this.run(job) });
  }

  /** Whom the gateway did not take get a job of their own; where it took nobody, this one is tried again. */
  private async run(job: JobRun): Promise<JobResultData> {
    const { people, locale } = await job.unit(async (ctx) => ({
      people: await ctx.db.query<Addressee>(sql`
        SELECT e.id, e.phone, en.name AS enterprise,
          CASE WHEN a.password_hash IS NULL THEN 'code' WHEN a.password_must_change THEN 'initial' ELSE 'own' END AS "signIn"
        FROM employees e JOIN accounts a ON a.id = e.account_id JOIN enterprises en ON en.tenant_id = e.tenant_id
        WHERE e.tenant_id = ${ctx.tenantId} AND e.id = ANY (${job.input.employeeIds as string[]}::uuid[]) AND e.status = 'active'
          AND e.phone IS NOT NULL ORDER BY e.id`),
      locale: ctx.locale,
    }));
    const outcomes = await Promise.allSettled(people.map((person) => this.tell(person, locale)));
    const failed = people.filter((_, n) => outcomes[n]!.status === 'rejected').map(({ id }) => id);
    if (failed.length > 0 && failed.length === people.length)
      throw new Error(`${failed.length} notices were not taken by the gateway`);
    if (failed.length > 0) await job.unit(async (ctx) => noticeJobs(failed).forEach((again) => ctx.enqueue(again)));
    return { sent: people.length - failed.length, failed: failed.length };
  }

  private async tell({ phone, enterprise, signIn }: Addressee, locale: Locale): Promise<void> {
    await this.sms.send(phone, format(MESSAGES[signIn], locale, { enterprise, url: this.config.http.publicUrl }));
  }
}
