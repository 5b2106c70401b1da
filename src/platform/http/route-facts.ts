import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { CAN, PUBLIC, READ_ONLY, SIGNED_IN, WITH_INITIAL_PASSWORD, type Requirement } from '../authz/can.decorator.js';
import { CREATED_AT } from './created.decorator.js';

/** What the decorators of a route say, read once per route. */
export interface RouteFacts {
  isPublic: boolean;
  signedIn: boolean;
  requirement: Requirement | undefined;
  readOnly: boolean;
  withInitialPassword: boolean;
  createdAt: string | undefined;
}

const known = new WeakMap<object, RouteFacts>();

export function routeFacts(reflector: Reflector, context: ExecutionContext): RouteFacts {
  const handler = context.getHandler();
  let facts = known.get(handler);
  if (!facts) {
    const targets = [handler, context.getClass()];
    facts = {
      isPublic: reflector.getAllAndOverride<boolean>(PUBLIC, targets) ?? false,
      signedIn: reflector.getAllAndOverride<boolean>(SIGNED_IN, targets) ?? false,
      requirement: reflector.getAllAndOverride<Requirement>(CAN, targets),
      readOnly: reflector.get<boolean>(READ_ONLY, handler) ?? false,
      withInitialPassword: reflector.get<boolean>(WITH_INITIAL_PASSWORD, handler) ?? false,
      createdAt: reflector.get<string>(CREATED_AT, handler),
    };
    known.set(handler, facts);
  }
  return facts;
}
