import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import {
  internalError,
  malformedRequest,
  methodNotAllowed,
  payloadTooLarge,
  Problem,
  problemBody,
  problemOfDatabaseError,
  routeNotFound,
  tooManyRequests,
  unauthenticated,
  unavailable,
  unsupportedMediaType,
  type ProblemKind,
} from '../errors/index.js';
import { localeOf } from '../i18n/locale.js';
import type { AppReply, AppRequest } from './request.js';

/** Errors that the framework raises before a route is reached. */
const BY_STATUS: Record<number, ProblemKind> = {
  400: malformedRequest,
  401: unauthenticated,
  404: routeNotFound,
  405: methodNotAllowed,
  413: payloadTooLarge,
  414: malformedRequest,
  415: unsupportedMediaType,
  429: tooManyRequests,
  431: malformedRequest,
  503: unavailable,
};

/** Every error leaves as application/problem+json; what nobody declared is logged and answered as a bare 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<AppRequest>();
    const reply = http.getResponse<AppReply>();
    if (reply.raw.headersSent || reply.raw.destroyed) return;
    const found = this.problemOf(error, request);
    const body = problemBody(found, localeOf(request.headers['accept-language']), request.id);
    if (found.status === 401) reply.header('WWW-Authenticate', 'Bearer');
    if (found.params.retryAfter !== undefined) reply.header('Retry-After', String(Number(found.params.retryAfter)));
    if (found.status === 412) reply.header('ETag', `"${Number(found.params.currentVersion)}"`);
    void reply.status(found.status).header('Content-Type', 'application/problem+json; charset=utf-8').send(JSON.stringify(body));
  }

  private problemOf(error: unknown, request: AppRequest): Problem {
    if (error instanceof Problem) return error;
    const status = statusOf(error);
    const kind = status === undefined ? undefined : BY_STATUS[status];
    if (kind) return kind();
    const found = problemOfDatabaseError(error);
    if (found) return found;
    this.logger.error({ err: error, requestId: request.id, method: request.method, url: request.url }, 'Unexpected error');
    return internalError();
  }
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  return typeof code === 'string' && code.startsWith('FST_') ? statusCode : undefined;
}
