import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import type { JobResultData } from './job-handlers.js';
import type { JobMessage } from './queues.js';

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** What went wrong, worded for whoever asked for the job. */
export interface JobError {
  code: string;
  detail: string;
}

/** A job as its attempt finds it. */
export interface StartedJob {
  status: JobStatus;
  input: Readonly<Record<string, unknown>>;
  requestedBy: string | null;
  attempt: number;
  locale: Locale;
  requestId: string | null;
  done: number;
  total: number | null;
}

/** Which attempt writes: a row that a later attempt has taken up answers to it alone. */
export interface Attempt {
  tenantId: string;
  id: string;
  attempt: number;
}

export interface Progress {
  done: number;
  total: number | null;
}

/** The status rows of jobs, written in short transactions of their own, so that they show while the work still runs. */
@Injectable()
export class JobRows {
  constructor(private readonly database: Database) {}

  /** Takes the job up, or ends it where cancelling was asked for; undefined when it has ended already. */
  async start({ tenantId, jobId }: JobMessage): Promise<StartedJob | undefined> {
    const [row] = await this.write<StartedJob>(
      tenantId,
      jobId,
      sql`UPDATE jobs SET attempts = attempts + 1, started_at = coalesce(started_at, now()), error = NULL,
          status = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'running' END,
          finished_at = CASE WHEN cancel_requested THEN now() END
        WHERE id = ${jobId} AND status IN ('queued', 'running')
        RETURNING status, input, created_by AS "requestedBy", attempts AS attempt, locale, request_id AS "requestId", done, total`,
    );
    return row;
  }

  /** Whether cancelling was asked for; undefined when the attempt is no longer the one that counts. */
  async progress({ tenantId, id, attempt }: Attempt, { done, total }: Progress): Promise<boolean | undefined> {
    const [row] = await this.write<{ cancelRequested: boolean }>(
      tenantId,
      id,
      sql`UPDATE jobs SET done = ${done}, total = coalesce(${total}::bigint, total)
        WHERE id = ${id} AND attempts = ${attempt} AND status = 'running' RETURNING cancel_requested AS "cancelRequested"`,
    );
    return row?.cancelRequested;
  }

  async succeed({ tenantId, id, attempt }: Attempt, { done, total }: Progress, result: JobResultData | null): Promise<void> {
    await this.write(
      tenantId,
      id,
      sql`UPDATE jobs SET status = 'succeeded', finished_at = now(), done = ${done}, total = coalesce(${total}::bigint, total),
          result = ${result === null ? null : JSON.stringify(result)}::jsonb
        WHERE id = ${id} AND attempts = ${attempt} AND status = 'running'`,
    );
  }

  async end({ tenantId, id, attempt }: Attempt, status: 'failed' | 'cancelled', error: JobError | null): Promise<void> {
    await this.write(
      tenantId,
      id,
      sql`UPDATE jobs SET status = ${status}, finished_at = now(), error = ${error === null ? null : JSON.stringify(error)}::jsonb
        WHERE id = ${id} AND attempts = ${attempt} AND status = 'running'`,
    );
  }

  /** Back into the queue, with the reason why this attempt failed. */
  async giveBack({ tenantId, id, attempt }: Attempt, error: JobError): Promise<void> {
    await this.write(
      tenantId,
      id,
      sql`UPDATE jobs SET status = 'queued', error = ${JSON.stringify(error)}::jsonb
        WHERE id = ${id} AND attempts = ${attempt} AND status = 'running'`,
    );
  }

  /** Ends a job that nobody works on any more, whichever attempt was its last. */
  async bury({ tenantId, jobId }: JobMessage, wording: (locale: Locale) => JobError): Promise<void> {
    const [row] = await this.write<{ locale: Locale }>(tenantId, jobId, sql`SELECT locale FROM jobs WHERE id = ${jobId}`);
    if (!row) return;
    await this.write(
      tenantId,
      jobId,
      sql`UPDATE jobs SET status = 'failed', finished_at = now(), error = ${JSON.stringify(wording(row.locale))}::jsonb
        WHERE id = ${jobId} AND status IN ('queued', 'running')`,
    );
  }

  private async write<T extends object>(tenantId: string, jobId: string, statement: Sql): Promise<T[]> {
    const [db] = await this.database.open(false, {
      tenantId,
      employeeId: null,
      sessionId: null,
      origin: 'job',
      requestId: jobId,
    });
    try {
      const rows = await db.query<T & Record<string, unknown>>(statement);
      await db.commit();
      return rows;
    } catch (error) {
      await db.rollback().catch(() => undefined);
      throw error;
    }
  }
}
