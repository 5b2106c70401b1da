import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx, PublicCtx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { actorIdOf } from '../jobs/system-actor.js';
import type { JobRequest } from '../jobs/job.js';
import { JobHandlers } from '../jobs/job-handlers.js';
import { jobMessage } from '../jobs/job-messages.js';
import { JobQueue } from '../jobs/job-queue.js';
import { EVENTS, JOBS, type EventMessage } from '../jobs/queues.js';
import type { DomainEvent } from './event.js';
import { EventHandlers } from './event-handlers.js';

/**
 * Writes what a call has announced into the call's own transaction: rows, and the messages that bring them to workers.
 * Nothing is announced that did not commit, nothing that committed goes unannounced.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly queue: JobQueue,
    private readonly handlers: EventHandlers,
    private readonly jobs: JobHandlers,
  ) {}

  /**
   * To be called once, just before the commit; costs nothing when nothing was announced.
   * @throws Error when the call has no enterprise to announce in, or a job is of a kind that nobody does
   */
  async flush(ctx: PublicCtx | Ctx): Promise<void> {
    const events = ctx.announced.events.splice(0);
    const jobs = ctx.announced.jobs.splice(0);
    if (events.length === 0 && jobs.length === 0) return;
    if (!isOfEnterprise(ctx)) throw new Error('Events and jobs belong to an enterprise, and this call has none');
    if (events.length > 0) await this.writeEvents(ctx, events);
    if (jobs.length > 0) await this.writeJobs(ctx, jobs);
  }

  private async writeEvents(ctx: Ctx, events: DomainEvent[]): Promise<void> {
    const rows = events.map((event) => ({ id: newId(), ...event }));
    await ctx.db.run(insertEvents(ctx, rows));
    const messages = rows.flatMap(({ id, type }) => {
      const handlers = this.handlers.namesOf(type);
      const data: EventMessage = { tenantId: ctx.tenantId, eventId: id, type, handlers };
      return handlers.length === 0 ? [] : [{ id, data }];
    });
    await this.queue.send(ctx.db, EVENTS, messages);
  }

  private async writeJobs(ctx: Ctx, requests: JobRequest[]): Promise<void> {
    const rows = requests.map((request) => ({ ...request, id: request.id ?? newId(), handler: this.jobs.get(request.kind) }));
    // A slot that is taken has its job already.
    const inserted = new Set((await ctx.db.query<{ id: string }>(insertJobs(ctx, rows))).map((row) => row.id));
    const messages = rows
      .filter(({ id }) => inserted.has(id))
      .map(({ id, handler, startAfter }) => jobMessage(ctx.tenantId, id, handler, startAfter));
    await this.queue.send(ctx.db, JOBS, messages);
  }
}

const isOfEnterprise = (ctx: PublicCtx | Ctx): ctx is Ctx => typeof (ctx as Partial<Ctx>).tenantId === 'string';

const insertEvents = (ctx: Ctx, rows: (DomainEvent & { id: string })[]): Sql => sql`
  INSERT INTO events (tenant_id, id, type, at, actor_id, payload)
  SELECT ${ctx.tenantId}::uuid, e.id, e.type, ${ctx.now.toISOString()}::timestamptz, ${actorIdOf(ctx)}::uuid, e.payload
  FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e (id uuid, type text, payload jsonb)`;

const insertJobs = (ctx: Ctx, rows: JobRequest[]): Sql => sql`
  INSERT INTO jobs (tenant_id, id, kind, slot, input, total, created_by, locale, request_id)
  SELECT ${ctx.tenantId}::uuid, j.id, j.kind, j.slot, coalesce(j.input, '{}'), j.total, ${actorIdOf(ctx)}::uuid, ${ctx.locale}, ${ctx.requestId}
  FROM jsonb_to_recordset(${JSON.stringify(rows.map(({ id, kind, slot, input, total }) => ({ id, kind, slot, input, total })))}::jsonb)
    AS j (id uuid, kind text, slot text, input jsonb, total bigint)
  ON CONFLICT (tenant_id, kind, slot) WHERE slot IS NOT NULL DO NOTHING
  RETURNING id`;
