import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { isId } from '../database/ids.js';
import type { JobStatus } from '../jobs/job-rows.js';
import { erasureNotFound } from './erasure.errors.js';

export interface ErasureRow extends Record<string, unknown> {
  id: string;
  jobId: string;
  status: JobStatus;
  reason: string;
  /** By object: the ids of the person's records. */
  records: Record<string, string[]>;
  identifiers: string[];
  textsChanged: number | null;
  createdAt: string;
  finishedAt: string | null;
}

/** Erasures as their rows keep them. */
@Injectable()
export class ErasureRows {
  async insert(ctx: Ctx, row: Pick<ErasureRow, 'id' | 'jobId' | 'reason' | 'records' | 'identifiers'>): Promise<void> {
    await ctx.db.run(sql`INSERT INTO data_erasures (tenant_id, id, job_id, reason, records, identifiers, created_at, created_by)
      VALUES (${ctx.tenantId}, ${row.id}, ${row.jobId}, ${row.reason}, ${JSON.stringify(row.records)}, ${row.identifiers}::text[], ${ctx.now}, ${ctx.actor.employeeId})`);
  }

  /** @throws erasureNotFound */
  async get(ctx: Ctx, id: string): Promise<ErasureRow> {
    const row = isId(id)
      ? await ctx.db.maybe<ErasureRow>(sql`
        SELECT r.id, r.job_id AS "jobId", coalesce(j.status, CASE WHEN r.finished_at IS NULL THEN 'failed' ELSE 'succeeded' END) AS status,
          r.reason, r.records, r.identifiers, r.texts_changed AS "textsChanged", r.created_at AS "createdAt", r.finished_at AS "finishedAt"
        FROM data_erasures r LEFT JOIN jobs j ON j.tenant_id = r.tenant_id AND j.id = r.job_id
        WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id}`)
      : undefined;
    if (!row) throw erasureNotFound();
    return row;
  }

  /** From here on nothing says who it was. */
  async finish(ctx: Ctx, id: string, textsChanged: number): Promise<void> {
    await ctx.db.run(sql`UPDATE data_erasures SET identifiers = '{}', texts_changed = ${textsChanged}, finished_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }
}
