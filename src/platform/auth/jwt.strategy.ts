import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { isId } from '../database/ids.js';
import type { AppRequest, Identity, PreviewIdentity } from '../http/request.js';
import { AccessTokens, type AccessClaims } from './access-tokens.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Bearer tokens → identity. Whether session and employee still live, the unit of work asks the database. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    tokens: AccessTokens,
    private readonly verified: VerifiedTokens,
  ) {
    const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
    super({ jwtFromRequest, passReqToCallback: true, ...tokens.verification } as never);
  }

  validate({ headers }: AppRequest, claims: AccessClaims & { exp: number }): Identity | PreviewIdentity | false {
    const identity = identityOf(claims);
    if (identity) this.verified.keep(headers.authorization!, identity, claims.exp);
    return identity;
  }
}

function identityOf({ sub, tid, eid, sid, pid }: AccessClaims): Identity | PreviewIdentity | false {
  if (![sub, tid, eid, sid].every(isId)) return false;
  const identity = { accountId: sub, tenantId: tid, employeeId: eid, sessionId: sid };
  if (pid === undefined) return identity;
  return isId(pid) && { ...identity, previewId: pid };
}
