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
  /** The preview that the token serves; who looks stands in `act` (RFC 8693). */
  pid?: string;
  act?: { sub: string; eid: string };
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

  /** A token of a session; for a preview, with who looks and until when. */
  issue(identity: Identity, preview?: { id: string; actor: { sub: string; eid: string }; seconds: number }): string {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const claims: AccessClaims & { iat: number } = {
      sub: identity.accountId,
      tid: identity.tenantId,
      eid: identity.employeeId,
      sid: identity.sessionId,
      ...(preview ? { pid: preview.id, act: preview.actor } : {}),
      iat: issuedAt,
    };
    const expiresIn = preview?.seconds ?? this.lifetimeSeconds;
    return jwt.sign(claims, this.key, { algorithm: ALGORITHM, issuer: ISSUER, expiresIn });
  }

  /** What passport-jwt needs to check them: one algorithm, so that `none` and public-key confusion are out. */
  get verification(): { secretOrKey: KeyObject; algorithms: [typeof ALGORITHM]; issuer: string } {
    return { secretOrKey: this.key, algorithms: [ALGORITHM], issuer: ISSUER };
  }
}
