import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { isId } from '../database/ids.js';
import type { Identity, PreviewIdentity } from '../http/request.js';
import { AccessTokens, type AccessClaims } from './access-tokens.js';

/** Bearer tokens → identity. Whether session and employee still live, the unit of work asks the database. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(tokens: AccessTokens) {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ...tokens.verification } as never);
  }

  validate({ sub, tid, eid, sid, pid }: AccessClaims): Identity | PreviewIdentity | false {
    if (![sub, tid, eid, sid].every(isId)) return false;
    const identity = { accountId: sub, tenantId: tid, employeeId: eid, sessionId: sid };
    if (pid === undefined) return identity;
    return isId(pid) && { ...identity, previewId: pid };
  }
}
