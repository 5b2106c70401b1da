import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const CAN = 'highseas:can';
export const PUBLIC = 'highseas:public';
export const SIGNED_IN = 'highseas:signed-in';
export const READ_ONLY = 'highseas:read-only';
export const WITH_INITIAL_PASSWORD = 'highseas:with-initial-password';

export interface Requirement {
  action: string;
  object: string;
}

/** The permission that a route needs. Refused early with 403; which records, the SQL decides. */
export const Can = (action: string, object: string): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(CAN, { action, object } satisfies Requirement),
    ApiExtension('x-permission', `${object}:${action}`),
  );

/** A route that needs no sign-in. Its service gets a PublicCtx. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiExtension('x-permission', 'public'));

/** A route for every active employee, about their own affairs. */
export const SignedIn = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(SIGNED_IN, true), ApiExtension('x-permission', 'signed-in'));

/** A POST that only reads (a search with a body): runs in a read-only transaction. */
export const ReadOnly = (): MethodDecorator => applyDecorators(SetMetadata(READ_ONLY, true), ApiExtension('x-read-only', true));

/** A route that also serves people who have not replaced their initial password yet; every other one refuses them (ACC-06). */
export const WithInitialPassword = (): MethodDecorator =>
  applyDecorators(SetMetadata(WITH_INITIAL_PASSWORD, true), ApiExtension('x-with-initial-password', true));
