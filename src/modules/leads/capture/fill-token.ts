import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import { keyedDigest, keyFor } from '../../identity/index.js';

/** People need some seconds for a form; programs do not. */
const LEAST_SECONDS = 2;
/** A page that was left open overnight must be loaded again. */
const MOST_SECONDS = 12 * 3600;

/** Says, signed, when a form was handed out: `<milliseconds>.<signature>`. Nothing of it is kept. */
@Injectable()
export class FillTokens {
  private readonly secret: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.secret = keyFor(config, 'capture-forms');
  }

  issue(formKey: string, now: Date): string {
    const time = String(now.getTime());
    return `${time}.${this.sign(formKey, time)}`;
  }

  /** Whether this form was handed out long enough ago, and not too long. */
  holds(token: string, formKey: string, now: Date): boolean {
    const [time = '', signature = ''] = token.split('.');
    const expected = Buffer.from(this.sign(formKey, time));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
    const seconds = (now.getTime() - Number(time)) / 1000;
    return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS;
  }

  private sign(formKey: string, time: string): string {
    return keyedDigest(this.secret, formKey, time).toString('base64url');
  }
}
