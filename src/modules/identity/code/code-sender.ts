import { randomInt } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JobResult } from 'pg-boss';
import sql from 'sql-template-tag';
import { Clock } from '../../../platform/context/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { format, text, type Locale, type Text } from '../../../platform/i18n/locale.js';
import type { QueueJob } from '../../../platform/jobs/job-queue.js';
import { channelOf } from '../account/account-name.js';
import { MailGateway } from '../gateway/mail-gateway.js';
import { SmsGateway } from '../gateway/sms-gateway.js';
import { CodeQueue, type CodeMessage } from './code-queue.js';
import { CODE_LIFETIME_SECONDS, CodesService, type CodePurpose } from './codes.service.js';

const MESSAGES: Record<CodePurpose, Text> = {
  signIn: text(
    '您的登录验证码是 {code},5 分钟内有效。请勿告诉他人。',
    'Your sign-in code is {code}; it is valid for 5 minutes. Tell it to nobody.',
  ),
  passwordReset: text(
    '您的重置密码验证码是 {code},5 分钟内有效。请勿告诉他人。',
    'Your code to reset your password is {code}; it is valid for 5 minutes. Tell it to nobody.',
  ),
  verification: text(
    '您的验证码是 {code},5 分钟内有效。请勿告诉他人。',
    'Your verification code is {code}; it is valid for 5 minutes. Tell it to nobody.',
  ),
};
const SUBJECT = text('验证码', 'Your code');

interface Sending extends Record<string, unknown> {
  purpose: CodePurpose;
  address: string;
  locale: Locale;
}

/** Makes codes and sends them, in worker processes. */
@Injectable()
export class CodeSender implements OnApplicationBootstrap {
  private readonly logger = new Logger(CodeSender.name);

  constructor(
    private readonly queue: CodeQueue,
    private readonly codes: CodesService,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sms: SmsGateway,
    private readonly mail: MailGateway,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.work((batch) => Promise.all(batch.map((message) => this.attempt(message))));
  }

  private async attempt({ id, data }: QueueJob<CodeMessage>): Promise<JobResult> {
    try {
      await this.deliver(data.codeId);
      return { id, status: 'completed' };
    } catch (error) {
      this.logger.warn({ err: error as Error, code: data.codeId }, 'A code could not be sent');
      return { id, status: 'failed', output: { message: (error as Error).message } };
    }
  }

  /** Makes the code, keeps its digest, and then sends it, holding no connection while the gateway takes its time. */
  private async deliver(id: string): Promise<void> {
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    const sending = await this.keep(id, code);
    if (!sending) return;
    const message = format(MESSAGES[sending.purpose], sending.locale, { code });
    if (channelOf(sending.address) === 'sms') await this.sms.send(sending.address, message);
    else await this.mail.send({ to: sending.address, subject: SUBJECT[sending.locale], text: message });
  }

  private async keep(id: string, code: string): Promise<Sending | undefined> {
    const db = await this.database.openPublic(false, id);
    try {
      const sending = await this.keepIn(db, id, code);
      await db.commit();
      return sending;
    } catch (error) {
      await db.rollback().catch(() => undefined);
      throw error;
    }
  }

  /** Undefined where there is nobody to send it to: only an address to be verified needs no account. */
  private keepIn(db: UnitOfWork, id: string, code: string): Promise<Sending | undefined> {
    const now = this.clock.now();
    return db.maybe<Sending>(sql`
      UPDATE one_time_codes c SET hash = ${this.codes.digest(id, code)}, expires_at = ${new Date(now.getTime() + CODE_LIFETIME_SECONDS * 1000)}
      WHERE c.id = ${id} AND c.used_at IS NULL AND c.expires_at > ${now} AND (c.purpose = 'verification' OR EXISTS (
        SELECT FROM accounts a WHERE a.status = 'active' AND (a.phone = c.address OR a.email = c.address::citext)))
      RETURNING c.purpose, c.address, c.locale`);
  }
}
