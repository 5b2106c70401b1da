import { Inject, Injectable } from '@nestjs/common';
import { createChallenge, randomInt, verifySolution, type Challenge, type Payload } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { captchaInvalid } from '../identity.errors.js';
import { keyFor } from '../secrets.js';
import { Throttles } from '../throttle/throttles.js';

const LIFETIME_SECONDS = 600;
const ALGORITHM = 'PBKDF2/SHA-256';
/** About a second of one browser's work, a millisecond of ours. Tests do the least, because they solve dozens. */
const PRODUCTION = { cost: 1000, least: 500, most: 1000 };
const TEST = { cost: 1, least: 10, most: 20 };

/** Proof of work instead of pictures: no third party, no cookies, and people do nothing (ACC-04). */
@Injectable()
export class CaptchasService {
  private readonly work: typeof PRODUCTION;
  private readonly secrets: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

  constructor(
    private readonly throttles: Throttles,
    @Inject(CONFIG) config: Config,
  ) {
    this.work = config.env === 'test' ? TEST : PRODUCTION;
    this.secrets = {
      hmacSignatureSecret: keyFor(config, 'captcha').toString('hex'),
      hmacKeySignatureSecret: keyFor(config, 'captcha-solutions').toString('hex'),
    };
  }

  /** A signed challenge; nothing is kept of it, so asking for many costs no memory. */
  challenge(ctx: PublicCtx): Promise<Challenge> {
    return createChallenge({
      algorithm: ALGORITHM,
      cost: this.work.cost,
      counter: randomInt(this.work.least, this.work.most),
      expiresAt: new Date(ctx.now.getTime() + LIFETIME_SECONDS * 1000),
      deriveKey,
      ...this.secrets,
    });
  }

  /**
   * Uses up a solution, `base64({ challenge, solution })` as the ALTCHA widget makes it.
   * @throws Problem CAPTCHA_INVALID when it is wrong, forged, expired or used
   */
  async redeem(ctx: PublicCtx, solved: string): Promise<void> {
    const payload = parse(solved);
    if (!payload || !(await this.isRight(payload))) throw captchaInvalid();
    const used = await this.throttles.take(ctx.now, [
      { key: ['captcha', payload.challenge.parameters.nonce], allowed: 1, seconds: LIFETIME_SECONDS },
    ]);
    if (used.length > 0) throw captchaInvalid();
  }

  private async isRight({ challenge, solution }: Payload): Promise<boolean> {
    try {
      return (await verifySolution({ challenge, solution, deriveKey, ...this.secrets })).verified;
    } catch {
      // The library throws for parts that are not what it signed.
      return false;
    }
  }
}

function parse(solved: string): Payload | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(solved, 'base64').toString('utf8')) as Payload;
    return typeof challenge.parameters.nonce === 'string' && typeof solution === 'object' ? { challenge, solution } : undefined;
  } catch {
    return undefined;
  }
}
