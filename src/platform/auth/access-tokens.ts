import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { Clock } from '../context/clock.js';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/index.js';
import type { Identity } from '../http/request.js';

const ALGORITHM = 'HS256';
const ISSUER = 'highseas';

/** What an access token says. */
export interface AccessClaims {
  sub: string;
  tid: string;
  eid: string;
  sid: string;
}

/** Issues the short-lived bearer tokens; checking them is passport-jwt's work. */
@Injectable()
export class AccessTokens {
  /** One KeyObject for all: making a key of a string for each check costs four times the check itself. */
  readonly key: KeyObject;
  readonly lifetimeSeconds: number;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    this.key = createSecretKey(Buffer.from(hkdfSync('sha256', config.auth.secret, '', 'access-tokens', 32)));
    this.lifetimeSeconds = config.auth.accessTokenMinutes * 60;
  }

  issue(identity: Identity): string {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const claims: AccessClaims & { iat: number } = {
      sub: identity.accountId,
      tid: identity.tenantId,
      eid: identity.employeeId,
      sid: identity.sessionId,
      iat: issuedAt,
    };
    return jwt.sign(claims, this.key, { algorithm: ALGORITHM, issuer: ISSUER, expiresIn: this.lifetimeSeconds });
  }

  /** What passport-jwt needs to check them: one algorithm, so that `none` and public-key confusion are out. */
  get verification(): { secretOrKey: KeyObject; algorithms: [typeof ALGORITHM]; issuer: string } {
    return { secretOrKey: this.key, algorithms: [ALGORITHM], issuer: ISSUER };
  }
}
