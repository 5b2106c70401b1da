import { createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { choiceInvalid } from '../identity.errors.js';
import { keyFor } from '../secrets.js';
import { Throttles } from '../throttle/throttles.js';

export const CHOICE_SECONDS = 300;
const ISSUER = 'highseas-choice';

/** Says that somebody has signed in, but not where. */
export interface Choice {
  accountId: string;
  remember: boolean;
  /** How they proved who they are. */
  method: 'password' | 'code';
}

/** Tokens between signing in and choosing an enterprise. Their key is none of the access tokens'. */
@Injectable()
export class ChoiceTokens {
  private readonly key: KeyObject;

  constructor(
    private readonly throttles: Throttles,
    @Inject(CONFIG) config: Config,
  ) {
    this.key = createSecretKey(keyFor(config, 'choice-tokens'));
  }

  issue(ctx: PublicCtx, { accountId, remember, method }: Choice): string {
    const claims = { remember, method, iat: secondsOf(ctx) };
    return jwt.sign(claims, this.key, {
      algorithm: 'HS256',
      issuer: ISSUER,
      subject: accountId,
      jwtid: newId(),
      expiresIn: CHOICE_SECONDS,
    });
  }

  /**
   * Uses up a token.
   * @throws Problem CHOICE_INVALID when it is forged, expired or used
   */
  async redeem(ctx: PublicCtx, token: string): Promise<Choice> {
    const { sub, jti, remember, method } = this.check(ctx, token);
    const used = await this.throttles.take(ctx.now, [{ key: ['choice', jti!], allowed: 1, seconds: CHOICE_SECONDS }]);
    if (used.length > 0) throw choiceInvalid();
    return { accountId: sub!, remember: remember === true, method: method === 'code' ? 'code' : 'password' };
  }

  private check(ctx: PublicCtx, token: string): jwt.JwtPayload {
    try {
      return jwt.verify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        clockTimestamp: secondsOf(ctx),
      }) as jwt.JwtPayload;
    } catch {
      throw choiceInvalid();
    }
  }
}

const secondsOf = (ctx: PublicCtx): number => Math.floor(ctx.now.getTime() / 1000);
