import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { isId } from '../../database/ids.js';
import { exportNotFound } from './export.errors.js';
import type { ExportStatus } from './export.view.js';
import type { ExportQuery } from './record-exporter.js';

export interface ExportDbRow extends Record<string, unknown> {
  id: string;
  format: 'csv' | 'xlsx';
  query: ExportQuery;
  status: ExportStatus;
  fileKey: string | null;
  fileName: string | null;
  rowCount: number | null;
  jobId: string;
  createdAt: string;
  finishedAt: string | null;
}

// Where the job has been removed meanwhile, the file says whether it succeeded.
const COLUMNS = sql`r.id, r.format, r.query, coalesce(j.status, CASE WHEN r.finished_at IS NULL THEN 'failed' ELSE 'succeeded' END) AS status,
  r.file_key AS "fileKey", r.file_name AS "fileName", r.row_count AS "rowCount", r.job_id AS "jobId", r.created_at AS "createdAt",
  coalesce(j.finished_at, r.finished_at) AS "finishedAt"`;
const FROM = sql`FROM exports r LEFT JOIN jobs j ON j.tenant_id = r.tenant_id AND j.id = r.job_id`;

/** Exports are seen by nobody but who asked for them: the file holds what that person may see. */
@Injectable()
export class ExportQueries {
  async insert(ctx: Ctx, row: { id: string; object: string; format: string; query: ExportQuery; jobId: string }): Promise<void> {
    await ctx.db.run(sql`INSERT INTO exports (tenant_id, id, object, format, query, job_id, created_at, created_by)
      VALUES (${ctx.tenantId}, ${row.id}, ${row.object}, ${row.format}, ${JSON.stringify(row.query)}::jsonb, ${row.jobId}, ${ctx.now}, ${ctx.actor.employeeId})`);
  }

  /** Newest first, one more than the page holds. Index: exports_by_time. */
  list(ctx: Ctx, object: string, limit: number, cursor: string | undefined): Promise<ExportDbRow[]> {
    return ctx.db.query<ExportDbRow>(sql`SELECT ${COLUMNS} ${FROM}
      WHERE r.tenant_id = ${ctx.tenantId} AND r.object = ${object} AND r.created_by = ${ctx.actor.employeeId}
        ${cursor === undefined ? empty : sql`AND (r.created_at, r.id) < (SELECT c.created_at, c.id FROM exports c WHERE c.id = ${cursor}::uuid)`}
      ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit + 1}`);
  }

  /** @throws Problem EXPORT_NOT_FOUND also for somebody else's */
  async get(ctx: Ctx, object: string, id: string): Promise<ExportDbRow> {
    const row = isId(id)
      ? await ctx.db.maybe<ExportDbRow>(sql`SELECT ${COLUMNS} ${FROM}
          WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id} AND r.object = ${object} AND r.created_by = ${ctx.actor.employeeId}`)
      : undefined;
    if (!row) throw exportNotFound();
    return row;
  }

  async finish(ctx: Ctx, id: string, file: { key: string; name: string; rows: number }): Promise<void> {
    await ctx.db
      .run(sql`UPDATE exports SET file_key = ${file.key}, file_name = ${file.name}, row_count = ${file.rows}, finished_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }
}
