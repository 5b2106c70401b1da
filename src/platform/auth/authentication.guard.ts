import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { apiKeyInvalid, unauthenticated } from '../errors/index.js';
import type { AppRequest } from '../http/request.js';
import { routeFacts } from '../http/route-facts.js';
import { identityOf } from './api-key/api-key.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Every route but the public ones needs a valid token or an API key; both at once would leave open who acts. */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly verified: VerifiedTokens,
  ) {
    super();
  }

  override canActivate(context: ExecutionContext): ReturnType<InstanceType<ReturnType<typeof AuthGuard>>['canActivate']> {
    if (routeFacts(this.reflector, context).isPublic) return true;
    const request = context.switchToHttp().getRequest<AppRequest>();
    const { authorization, 'x-api-key': key } = request.headers;
    if (key === undefined) return this.isVerified(request, authorization) || super.canActivate(context);
    if (authorization !== undefined) throw unauthenticated();
    request.user = identityOf(key) ?? refuse();
    return true;
  }

  private isVerified(request: AppRequest, header: string | undefined): boolean {
    const identity = header === undefined ? undefined : this.verified.of(header);
    if (identity) request.user = identity;
    return identity !== undefined;
  }

  override handleRequest<T>(error: unknown, identity: T | false): T {
    if (error || !identity) throw unauthenticated();
    return identity;
  }
}

function refuse(): never {
  throw apiKeyInvalid();
}
