import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { channelOf } from '../account/account-name.js';
import { codeInvalid, codeRequired } from '../identity.errors.js';
import { keyedDigest, keyFor } from '../secrets.js';
import { Throttles, type Limit } from '../throttle/throttles.js';
import { CodeQueue } from './code-queue.js';
import type { CodeRequestedView } from './code.view.js';

/** What a code is good for; one for signing in does not reset a password. */
export type CodePurpose = 'signIn' | 'passwordReset' | 'verification';

export const CODE_LIFETIME_SECONDS = 300;
const TRIES = 5;
const RESEND_SECONDS = 60;
const HOUR = 3600;

/** One-time codes of six digits by SMS or mail (ACC-03, ACC-06). Asking for one tells nothing: all of it happens in a job. */
@Injectable()
export class CodesService {
  private readonly secret: Buffer;

  constructor(
    private readonly throttles: Throttles,
    private readonly queue: CodeQueue,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.secret = keyFor(config, 'one-time-codes');
  }

  /**
   * Has a code sent. An address of nobody takes the same steps; only the job finds out.
   * @throws Problem TOO_MANY_REQUESTS
   */
  async request(ctx: PublicCtx, purpose: CodePurpose, address: string): Promise<CodeRequestedView> {
    await this.throttles.takeOrRefuse(ctx.now, sendingLimits(purpose, address, ctx.client.ip));
    const id = newId();
    await ctx.db.run(sql`INSERT INTO one_time_codes (id, purpose, address, locale, created_at, expires_at)
      VALUES (${id}, ${purpose}, ${address}, ${ctx.locale}, ${ctx.now}, ${new Date(ctx.now.getTime() + CODE_LIFETIME_SECONDS * 1000)})`);
    await this.queue.send(ctx, id);
    return { expiresIn: CODE_LIFETIME_SECONDS, resendAfter: RESEND_SECONDS };
  }

  /** Uses up the latest code of this address. False when it is wrong, used, expired, or was tried too often. */
  async redeem(ctx: PublicCtx, purpose: CodePurpose, address: string, code: string): Promise<boolean> {
    const row = await ctx.db.maybe<{ id: string; hash: Buffer }>(sql`
      SELECT id, hash FROM one_time_codes
      WHERE purpose = ${purpose} AND address = ${address} AND hash IS NOT NULL AND used_at IS NULL AND expires_at > ${ctx.now}
      ORDER BY id DESC LIMIT 1`);
    const key = ['code', purpose, row?.id ?? address];
    const refused = await this.throttles.take(ctx.now, [{ key, allowed: TRIES, seconds: CODE_LIFETIME_SECONDS }]);
    if (!row || refused.length > 0 || !timingSafeEqual(row.hash, this.digest(row.id, code))) return false;
    // Two right answers at once: the second waits here and then finds it used.
    return (await ctx.db.run(sql`UPDATE one_time_codes SET used_at = ${ctx.now} WHERE id = ${row.id} AND used_at IS NULL`)) === 1;
  }

  /**
   * Makes sure that an address belongs to whoever gives it, where messages are really sent; with a console gateway nobody
   * could get a code, so none is demanded.
   * @throws Problem CODE_REQUIRED or CODE_INVALID
   */
  async verify(ctx: PublicCtx, address: string, code: string | undefined): Promise<void> {
    const gateway = channelOf(address) === 'email' ? this.config.mail.gateway : this.config.sms.gateway;
    if (code === undefined && gateway === 'console') return;
    if (code === undefined) throw codeRequired();
    if (!(await this.redeem(ctx, 'verification', address, code))) throw codeInvalid();
  }

  /** What is kept of a code. */
  digest(id: string, code: string): Buffer {
    return keyedDigest(this.secret, id, code);
  }
}

/** One a minute and five an hour for an address; for a caller as many as an office needs in the morning. */
const sendingLimits = (purpose: CodePurpose, address: string, ip: string): Limit[] => [
  { key: ['code-request', purpose, 'minute', address], allowed: 1, seconds: RESEND_SECONDS },
  { key: ['code-request', purpose, 'hour', address], allowed: 5, seconds: HOUR },
  { key: ['code-request', 'caller', ip], allowed: 60, seconds: HOUR },
];
