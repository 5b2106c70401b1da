import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import { tooManyRequests } from '../../../platform/errors/index.js';
import { keyedDigest, keyFor } from '../secrets.js';
import { LastingStatements } from '../../../platform/database/lasting-statements.js';

/** So many uses of a key in so many seconds. */
export interface Limit {
  /** What is counted, and for whom: `['sign-in', 'name', '+8613800138000']`. */
  key: string[];
  allowed: number;
  seconds: number;
}

/** A limit that has been reached. */
export interface Refusal {
  key: string[];
  used: number;
  resetsAt: Date;
}

interface Row {
  key: string;
  used: number;
  resetsAt: string;
}

/** Counts what must not happen too often, for all nodes together, and whether or not the request succeeds. */
@Injectable()
export class Throttles {
  private readonly secret: Buffer;

  constructor(
    private readonly lasting: LastingStatements,
    @Inject(CONFIG) config: Config,
  ) {
    this.secret = keyFor(config, 'throttles');
  }

  /**
   * Counts one use of all limits, or of none and answers those that are reached. `sliding`: a window begins anew with each
   * use, so that it ends only after a time without any.
   */
  async take(now: Date, limits: Limit[], { sliding = false } = {}): Promise<Refusal[]> {
    const byDigest = new Map(limits.map((limit) => [this.digest(limit.key), limit]));
    const rows = await this.lasting.query<Row>(sql`
      SELECT * FROM take_throttles(${[...byDigest.keys()]}, ${limits.map((limit) => limit.allowed)}, ${limits.map((limit) => limit.seconds)}, ${sliding}, ${now})`);
    return rows.map(({ key, used, resetsAt }) => ({ key: byDigest.get(key)!.key, used, resetsAt: new Date(resetsAt) }));
  }

  /** @throws Problem TOO_MANY_REQUESTS with the seconds to wait */
  async takeOrRefuse(now: Date, limits: Limit[]): Promise<void> {
    const refusals = await this.take(now, limits);
    if (refusals.length > 0) throw tooManyRequests({ retryAfter: secondsUntil(now, refusals) });
  }

  /**
   * Looks only.
   * @throws Problem TOO_MANY_REQUESTS when the limit is reached
   */
  async refuseIfReached(now: Date, limit: Limit): Promise<void> {
    const rows = await this.lasting.query<Omit<Row, 'key'>>(sql`SELECT used, resets_at AS "resetsAt" FROM throttles
      WHERE key = ${this.digest(limit.key)} AND used >= ${limit.allowed} AND resets_at > ${now}`);
    const refusals = rows.map(({ used, resetsAt }) => ({ key: limit.key, used, resetsAt: new Date(resetsAt) }));
    if (refusals.length > 0) throw tooManyRequests({ retryAfter: secondsUntil(now, refusals) });
  }

  /** Gives one use back: it turned out to be none of those that are limited. */
  async giveBack(key: string[]): Promise<void> {
    await this.lasting.query(sql`UPDATE throttles SET used = greatest(used - 1, 0) WHERE key = ${this.digest(key)}`);
  }

  /** Forgets all uses. */
  async clear(...keys: string[][]): Promise<void> {
    await this.lasting.query(sql`DELETE FROM throttles WHERE key = ANY (${keys.map((key) => this.digest(key))})`);
  }

  private digest(key: string[]): string {
    return keyedDigest(this.secret, ...key).toString('base64url');
  }
}

/** Whole seconds until all of them are over, at least 1. */
export const secondsUntil = (now: Date, refusals: Refusal[]): number =>
  Math.max(1, ...refusals.map(({ resetsAt }) => Math.ceil((resetsAt.getTime() - now.getTime()) / 1000)));
