import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { unauthenticated } from '../errors/index.js';
import { routeFacts } from '../http/route-facts.js';

/** Every route but the public ones needs a valid token. */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext): ReturnType<InstanceType<ReturnType<typeof AuthGuard>>['canActivate']> {
    return routeFacts(this.reflector, context).isPublic || super.canActivate(context);
  }

  override handleRequest<T>(error: unknown, identity: T | false): T {
    if (error || !identity) throw unauthenticated();
    return identity;
  }
}
