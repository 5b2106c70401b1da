import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { apiKeyInvalid, unauthenticated } from '../errors/index.js';
import type { AppRequest } from '../http/request.js';
import { routeFacts } from '../http/route-facts.js';
import { identityOf } from './api-key/api-key.js';

/** Every route but the public ones needs a valid token or an API key; both at once would leave open who acts. */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext): ReturnType<InstanceType<ReturnType<typeof AuthGuard>>['canActivate']> {
    if (routeFacts(this.reflector, context).isPublic) return true;
    const request = context.switchToHttp().getRequest<AppRequest>();
    const key = request.headers['x-api-key'];
    if (key === undefined) return super.canActivate(context);
    if (request.headers.authorization !== undefined) throw unauthenticated();
    request.user = identityOf(key) ?? refuse();
    return true;
  }

  override handleRequest<T>(error: unknown, identity: T | false): T {
    if (error || !identity) throw unauthenticated();
    return identity;
  }
}

function refuse(): never {
  throw apiKeyInvalid();
}
