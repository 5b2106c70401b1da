import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Reflector } from '@nestjs/core';
import { CAN, PUBLIC, READ_ONLY, SIGNED_IN, WITH_INITIAL_PASSWORD, type Requirement } from '../authz/can.decorator.js';
import { IN_PERSON, STEPPED_UP, type Personal, type SteppedUpOptions } from '../authz/in-person.decorator.js';
import { notFound, type ProblemKind } from '../errors/index.js';
import { CREATED_AT } from './created.decorator.js';
import { FAILS } from './fails.decorator.js';

/** What the decorators of a route say, read once per route. */
export interface RouteFacts {
  isPublic: boolean;
  signedIn: boolean;
  requirement: Requirement | undefined;
  readOnly: boolean;
  withInitialPassword: boolean;
  /** Whether the session must have been elevated lately. */
  steppedUp: boolean;
  /** Whether an API key may call it, as far as its scopes allow. */
  forKeys: boolean;
  shownInPreview: boolean;
  createdAt: string | undefined;
  /** Whether the route reads query parameters; on others each one is unknown. */
  takesQuery: boolean;
  /** What the route answers where there is nothing. */
  absent: ProblemKind;
}

/** Whether a path parameter of this name is an identifier. */
export const isIdName = (name: string): boolean => /^id$|Id$/.test(name);

const known = new WeakMap<object, RouteFacts>();

export function routeFacts(reflector: Reflector, context: ExecutionContext): RouteFacts {
  const handler = context.getHandler();
  let facts = known.get(handler);
  if (!facts) {
    const targets = [handler, context.getClass()];
    const personal = reflector.getAllAndOverride<Personal | undefined>(IN_PERSON, targets);
    const steppedUp = reflector.get<SteppedUpOptions | undefined>(STEPPED_UP, handler);
    facts = {
      isPublic: reflector.getAllAndOverride<boolean>(PUBLIC, targets) ?? false,
      signedIn: reflector.getAllAndOverride<boolean>(SIGNED_IN, targets) ?? false,
      requirement: reflector.getAllAndOverride<Requirement>(CAN, targets),
      readOnly: reflector.get<boolean>(READ_ONLY, handler) ?? false,
      withInitialPassword: reflector.get<boolean>(WITH_INITIAL_PASSWORD, handler) ?? false,
      steppedUp: steppedUp !== undefined,
      forKeys: personal === undefined && (steppedUp?.orKey ?? true),
      shownInPreview: personal?.shownInPreview ?? true,
      createdAt: reflector.get<string>(CREATED_AT, handler),
      takesQuery: takesQuery(context),
      absent: reflector.get<ProblemKind[]>(FAILS, handler)?.find(({ status }) => status === 404) ?? notFound,
    };
    known.set(handler, facts);
  }
  return facts;
}

function takesQuery(context: ExecutionContext): boolean {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ?? {}) as object;
  return Object.keys(parameters).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
