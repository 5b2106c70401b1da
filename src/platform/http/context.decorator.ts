import { createParamDecorator, type ExecutionContext, type ParamDecoratorEnhancer } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Ctx, PublicCtx } from '../context/ctx.js';
import { validationFailed } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import type { AppRequest } from './request.js';

const request = (context: ExecutionContext): AppRequest => context.switchToHttp().getRequest<AppRequest>();

/** The call's context: `Ctx` on protected routes, `PublicCtx` on public ones. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext): Ctx | PublicCtx => request(context).ctx!);

const documentHeader =
  (name: string): ParamDecoratorEnhancer =>
  (target, key) =>
    ApiHeader({ name })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);

/** The version that `If-Match: "7"` demands, or undefined where the header is absent or `*`. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): number | undefined => {
    const header = request(context).headers['if-match'];
    if (header === undefined || header === '*') return undefined;
    const version = /^"(\d{1,9})"$/.exec(header)?.[1];
    if (!version) {
      throw validationFailed({}, [
        { pointer: '?If-Match', code: 'INVALID_ETAG', message: text('If-Match 应形如 "7"', 'If-Match looks like "7".') },
      ]);
    }
    return Number(version);
  },
  [documentHeader('If-Match')],
);

/** The origin of the web page that calls, as its browser says; undefined where no browser does. */
export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const { origin } = request(context).headers;
  return typeof origin === 'string' ? origin : undefined;
});
