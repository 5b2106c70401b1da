import { Injectable } from '@nestjs/common';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { CaptchasService } from '../captcha/captchas.service.js';
import { captchaRequired, signInLocked } from '../identity.errors.js';
import { secondsUntil, Throttles, type Limit, type Refusal } from '../throttle/throttles.js';

/** Failures are forgotten after this long without one; a lock lasts as long. */
const FORGET_SECONDS = 15 * 60;

/**
 * Failures before a captcha is asked for, and before nothing is tried any more. A whole office shares one address: it bears
 * more, or one colleague's forgotten password would lock out all of them.
 */
const LIMITS = { name: { captcha: 3, lock: 10 }, address: { captcha: 20, lock: 100 } } as const;

type Subject = keyof typeof LIMITS;

/** Guards passwords against guessing, for names that exist and for those that do not (ACC-04). */
@Injectable()
export class SignInGuard {
  constructor(
    private readonly throttles: Throttles,
    private readonly captchas: CaptchasService,
  ) {}

  /**
   * Checks a password. The attempt is counted as a failure before it is tried, so that many at once cannot slip through, and
   * is taken back when it succeeds.
   * @throws Problem CAPTCHA_REQUIRED, CAPTCHA_INVALID or SIGN_IN_LOCKED without having tried
   */
  async attempt<T>(
    ctx: PublicCtx,
    name: string,
    captcha: string | undefined,
    check: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    if (captcha !== undefined) await this.captchas.redeem(ctx, captcha);
    await this.count(ctx, name, captcha !== undefined);
    const found = await check();
    if (found === undefined) return undefined;
    await this.throttles.clear(keyOf('name', name));
    await this.throttles.giveBack(keyOf('address', ctx.client.ip));
    return found;
  }

  /**
   * Checks the password of somebody who is signed in: no captcha, and a count of its own, so that nobody outside can lock it.
   * @throws Problem SIGN_IN_LOCKED without having tried
   */
  async confirm<T>(ctx: PublicCtx, accountId: string, check: () => Promise<T | undefined>): Promise<T | undefined> {
    const key = ['confirmation', accountId];
    const refusals = await this.throttles.take(ctx.now, [{ key, allowed: LIMITS.name.lock, seconds: FORGET_SECONDS }], {
      sliding: true,
    });
    if (refusals.length > 0) throw signInLocked({ retryAfter: secondsUntil(ctx.now, refusals) });
    const found = await check();
    if (found !== undefined) await this.throttles.clear(key);
    return found;
  }

  /** Whoever has proved by other means who they are may try passwords again. */
  async forgive(names: string[]): Promise<void> {
    await this.throttles.clear(...names.map((name) => keyOf('name', name)));
  }

  private async count(ctx: PublicCtx, name: string, solved: boolean): Promise<void> {
    const limits = [limit('name', name, solved), limit('address', ctx.client.ip, solved)];
    const refusals = await this.throttles.take(ctx.now, limits, { sliding: true });
    const locked = refusals.filter(isLocked);
    if (locked.length > 0) throw signInLocked({ retryAfter: secondsUntil(ctx.now, locked) });
    if (refusals.length > 0) throw captchaRequired();
  }
}

const keyOf = (subject: Subject, value: string): string[] => ['sign-in', subject, value];

const limit = (subject: Subject, value: string, solved: boolean): Limit => ({
  key: keyOf(subject, value),
  allowed: solved ? LIMITS[subject].lock : LIMITS[subject].captcha,
  seconds: FORGET_SECONDS,
});

const isLocked = ({ key, used }: Refusal): boolean => used >= LIMITS[key[1] as Subject].lock;
