import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import { scoped } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { isId } from '../database/ids.js';
import { jobNotFound } from './job-errors.js';
import { jobPolicy } from './job.policy.js';
import type { JobRow } from './job.view.js';
import type { ListJobsRequest } from './jobs.requests.js';

type Row = JobRow & Record<string, unknown>;

const COLUMNS = sql`r.id, r.kind, r.status, r.done, r.total, r.result, r.error, r.cancel_requested AS "cancelRequested", r.attempts,
  r.created_by AS "requestedBy", r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt"`;

/** A schedule's latest job. */
export interface LastRun extends Record<string, unknown> {
  kind: string;
  id: string;
  status: JobRow['status'];
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
  error: JobRow['error'];
}

@Injectable()
export class JobQueries {
  /** Newest first, one more than the page holds. Index: jobs_by_requester, jobs_by_kind or the primary key. */
  list(ctx: Ctx, { filter, scope, limit = 20, cursor }: ListJobsRequest): Promise<Row[]> {
    return ctx.db.query<Row>(sql`
      SELECT ${COLUMNS} FROM jobs r
      WHERE r.tenant_id = ${ctx.tenantId} AND ${scope === 'all' ? permitted(ctx, 'read') : mine(ctx)}
        ${filter?.kind === undefined ? empty : sql`AND r.kind = ${filter.kind}`}
        ${filter?.status === undefined ? empty : sql`AND r.status = ${filter.status}`}
        ${cursor === undefined ? empty : sql`AND r.id < ${cursor}::uuid`}
      ORDER BY r.id DESC
      LIMIT ${limit + 1}`);
  }

  /** @throws Problem JOB_NOT_FOUND also for a job that the asker may not know of */
  async get(ctx: Ctx, id: string): Promise<Row> {
    const row = isId(id)
      ? await ctx.db.maybe<Row>(
          sql`SELECT ${COLUMNS} FROM jobs r WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id} AND ${permitted(ctx, 'read')}`,
        )
      : undefined;
    if (!row) throw jobNotFound();
    return row;
  }

  /** Notes the wish; a job that nobody has begun ends at once. Undefined when it has ended or the actor may not cancel it. */
  cancel(ctx: Ctx, id: string): Promise<Row | undefined> {
    return ctx.db.maybe<Row>(sql`
      UPDATE jobs r SET cancel_requested = true,
        status = CASE r.status WHEN 'queued' THEN 'cancelled' ELSE r.status END,
        finished_at = CASE r.status WHEN 'queued' THEN ${ctx.now}::timestamptz END
      WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id} AND r.status IN ('queued', 'running') AND ${permitted(ctx, 'cancel')}
      RETURNING ${COLUMNS}`);
  }

  /** The latest job of each kind. Index: jobs_by_kind. */
  lastRuns(ctx: Ctx, kinds: string[]): Promise<LastRun[]> {
    return ctx.db.query<LastRun>(sql`
      SELECT last.* FROM unnest(${kinds}::text[]) AS wanted (kind)
      CROSS JOIN LATERAL (
        SELECT r.kind, r.id, r.status, r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.error,
          round(extract(epoch FROM r.finished_at - r.started_at) * 1000)::bigint AS "durationMs"
        FROM jobs r WHERE r.tenant_id = ${ctx.tenantId} AND r.kind = wanted.kind
        ORDER BY r.id DESC LIMIT 1
      ) AS last`);
  }
}

const mine = (ctx: Ctx): Sql => sql`r.created_by = ${ctx.actor.employeeId}::uuid`;
const permitted = (ctx: Ctx, action: string): Sql => sql`(${mine(ctx)} OR ${scoped(ctx, action, jobPolicy)})`;
