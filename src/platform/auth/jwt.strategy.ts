import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { isId } from '../database/ids.js';
import type { Identity } from '../http/request.js';
import { AccessTokens, type AccessClaims } from './access-tokens.js';

/** Bearer tokens → identity. Whether session and employee still live, the unit of work asks the database. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(tokens: AccessTokens) {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ...tokens.verification } as never);
  }

  validate({ sub, tid, eid, sid }: AccessClaims): Identity | false {
    if (![sub, tid, eid, sid].every(isId)) return false;
    return { accountId: sub, tenantId: tid, employeeId: eid, sessionId: sid };
  }
}
