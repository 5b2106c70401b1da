import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { format, text, type Locale } from '../../../platform/i18n/locale.js';
import { JobHandlers, type JobResultData, type JobRun } from '../../../platform/jobs/index.js';
import { channelOf, MailGateway, SmsGateway } from '../../identity/index.js';
import { newInvitationToken, tokenDigest } from './invitation-token.js';
import { invitationUrl } from './invitation-url.js';

export const SEND_INVITATIONS = 'org.sendInvitations';

/** As many gateways answer at once without complaining. */
const AT_ONCE = 5;
const SUBJECT = text('{enterprise} 邀请您加入', 'Join {enterprise}');
const MESSAGE = text('{inviter} 邀请您加入 {enterprise}:{url}', '{inviter} invites you to join {enterprise}: {url}');

interface Letter extends Record<string, unknown> {
  id: string;
  address: string;
  enterprise: string;
  inviter: string;
}

/** A letter with its token, which is kept nowhere else. */
type SealedLetter = Letter & { token: string };

/** Sends invitations by SMS and mail. An attempt takes up what an earlier one has not sent. */
@Injectable()
export class InvitationSender implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly sms: SmsGateway,
    private readonly mail: MailGateway,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: SEND_INVITATIONS, concurrency: 1, run: (job) => this.run(job) });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    const { letters, locale } = await job.unit(async (ctx) => ({
      letters: await seal(ctx, job.input.ids as string[]),
      locale: ctx.locale,
    }));
    let sent = 0;
    for (let from = 0; from < letters.length; from += AT_ONCE) {
      await job.giveWay();
      sent += await this.sendSome(job, letters.slice(from, from + AT_ONCE), locale);
      await job.progress(sent);
    }
    if (sent < letters.length) throw new Error(`${letters.length - sent} invitations were not taken by the gateway`);
    return { sent };
  }

  private async sendSome(job: JobRun, letters: SealedLetter[], locale: Locale): Promise<number> {
    const outcomes = await Promise.allSettled(letters.map((letter) => this.send(letter, locale)));
    const sent = letters.filter((_, index) => outcomes[index]?.status === 'fulfilled').map(({ id }) => id);
    if (sent.length > 0) {
      await job.unit((ctx) =>
        ctx.db.run(sql`UPDATE invitations SET sent_at = ${ctx.now} WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${sent})`),
      );
    }
    return sent.length;
  }

  private async send({ address, enterprise, inviter, token }: SealedLetter, locale: Locale): Promise<void> {
    const message = format(MESSAGE, locale, { enterprise, inviter, url: invitationUrl(this.config, token) });
    if (channelOf(address) === 'sms') await this.sms.send(address, message);
    else await this.mail.send({ to: address, subject: format(SUBJECT, locale, { enterprise }), text: message });
  }
}

/** Gives each letter that is still to be sent a token of its own. */
async function seal(ctx: Ctx, ids: string[]): Promise<SealedLetter[]> {
  const tokens = new Map(ids.map((id) => [id, newInvitationToken(ctx.tenantId)]));
  const rows = ids.map((id) => ({ id, hash: tokenDigest(tokens.get(id)!).toString('hex') }));
  const letters = await ctx.db.query<Letter>(sql`
    UPDATE invitations i SET token_hash = decode(r.hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, hash text), enterprises en, employees e
    WHERE i.tenant_id = ${ctx.tenantId} AND i.id = r.id AND i.sent_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ${ctx.now}
      AND en.tenant_id = i.tenant_id AND e.tenant_id = i.tenant_id AND e.id = i.created_by
    RETURNING i.id, i.address, en.name AS enterprise, e.name AS inviter`);
  return letters.map((letter) => ({ ...letter, token: tokens.get(letter.id)! }));
}
