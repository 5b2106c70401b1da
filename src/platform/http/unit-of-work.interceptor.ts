import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { isId } from '../database/ids.js';
import { PeopleAtWork } from '../database/people-at-work.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { Outbox } from '../events/outbox.js';
import { validationFailed } from '../errors/index.js';
import { UNKNOWN_PROPERTY } from './constraint-messages.js';
import { ContextFactory } from '../context/context-factory.js';
import type { Ctx } from '../context/ctx.js';
import { Idempotency } from './idempotency.js';
import type { AppReply, AppRequest } from './request.js';
import { isIdName, routeFacts, type RouteFacts } from './route-facts.js';

/** One transaction around every request: opened before pipes and handler, committed before the answer leaves. */
@Injectable()
export class UnitOfWorkInterceptor implements NestInterceptor {
  private readonly logger = new Logger(UnitOfWorkInterceptor.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly contexts: ContextFactory,
    private readonly outbox: Outbox,
    private readonly idempotency: Idempotency,
    private readonly people: PeopleAtWork,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    this.people.came();
    try {
      return await this.handle(context, next);
    } finally {
      this.people.left();
    }
  }

  private async handle(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<AppRequest>();
    const reply = http.getResponse<AppReply>();
    const facts = routeFacts(this.reflector, context);
    refuseUnknownQuery(request, facts);
    const readOnly = facts.readOnly || request.method === 'GET' || request.method === 'HEAD';
    const unit = await this.contexts.open(request, facts, readOnly);
    // Nobody waits for what is being read; what is being written goes on.
    const leave = (): void => {
      if (!reply.raw.writableFinished && unit.readOnly) unit.cancel();
    };
    reply.raw.once('close', leave);
    try {
      refuseUnknownIds(request, facts);
      const answer = await this.answer(request, reply, next, unit);
      decorate(reply, facts, answer);
      if (readOnly) this.endRead(unit);
      else await this.endWrite(request, unit);
      return of(answer);
    } catch (error) {
      await unit.rollback().catch((failure: Error) => this.logger.debug(`rollback: ${failure.message}`));
      throw error;
    } finally {
      reply.raw.off('close', leave);
    }
  }

  private async answer(request: AppRequest, reply: AppReply, next: CallHandler, unit: UnitOfWork): Promise<unknown> {
    const key = request.method === 'POST' && !unit.readOnly && request.user ? request.headers['idempotency-key'] : undefined;
    const handle = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    return key === undefined ? handle() : this.idempotency.once(request.ctx as Ctx, key as string, request, reply, handle);
  }

  private async endWrite(request: AppRequest, unit: UnitOfWork): Promise<void> {
    await this.outbox.flush(request.ctx!);
    await unit.commit();
  }

  /** Nothing was written, so the answer need not wait for the commit's round trip. */
  private endRead(unit: UnitOfWork): void {
    unit.commit().catch((error: Error) => this.logger.debug(`commit of a read: ${error.message}`));
  }
}

function refuseUnknownQuery({ query }: AppRequest, { takesQuery }: RouteFacts): void {
  const names = takesQuery ? [] : Object.keys(query as object);
  if (names.length > 0)
    throw validationFailed(
      {},
      names.map((name) => ({ pointer: `?${name}`, ...UNKNOWN_PROPERTY })),
    );
}

/** What is no UUID cannot be the id of anything. */
function refuseUnknownIds({ params }: AppRequest, { absent }: RouteFacts): void {
  if (Object.entries(params as object).some(([name, value]) => isIdName(name) && !isId(value))) throw absent();
}

function decorate(reply: AppReply, facts: RouteFacts, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  const { id, version } = answer as { id?: string; version?: number };
  if (typeof version === 'number') reply.header('ETag', `"${version}"`);
  if (facts.createdAt && id) reply.header('Location', `/api/v1/${facts.createdAt}/${id}`);
}
