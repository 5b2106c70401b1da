import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { isId } from '../database/ids.js';
import type { JobStatus } from '../jobs/job-rows.js';
import { dataExportNotFound } from './data-export.errors.js';

/** One file as the row names it. */
export interface ExportedFile {
  table: string;
  fileId: string;
  rows: number | null;
  bytes: number | null;
}

export interface DataExportRow extends Record<string, unknown> {
  id: string;
  jobId: string;
  status: JobStatus;
  files: ExportedFile[];
  hasFiles: boolean;
  createdAt: string;
  finishedAt: string | null;
}

// Jobs are removed after a while; the row then says how it ended.
const COLUMNS =
  raw(`r.id, r.job_id AS "jobId", coalesce(j.status, CASE WHEN r.finished_at IS NULL THEN 'failed' ELSE 'succeeded' END) AS status,
  r.files, r.has_files AS "hasFiles", r.created_at AS "createdAt", r.finished_at AS "finishedAt"
  FROM data_exports r LEFT JOIN jobs j ON j.tenant_id = r.tenant_id AND j.id = r.job_id`);

@Injectable()
export class DataExportQueries {
  async insert(ctx: Ctx, row: { id: string; jobId: string; files: ExportedFile[] }): Promise<void> {
    await ctx.db.run(sql`INSERT INTO data_exports (tenant_id, id, job_id, files, created_at, created_by)
      VALUES (${ctx.tenantId}, ${row.id}, ${row.jobId}, ${JSON.stringify(row.files)}, ${ctx.now}, ${ctx.actor.employeeId})`);
  }

  newest(ctx: Ctx, most: number): Promise<DataExportRow[]> {
    return ctx.db.query<DataExportRow>(
      sql`SELECT ${COLUMNS} WHERE r.tenant_id = ${ctx.tenantId} ORDER BY r.id DESC LIMIT ${most}`,
    );
  }

  /** @throws dataExportNotFound */
  async get(ctx: Ctx, id: string): Promise<DataExportRow> {
    const row = isId(id)
      ? await ctx.db.maybe<DataExportRow>(sql`SELECT ${COLUMNS} WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id}`)
      : undefined;
    if (!row) throw dataExportNotFound();
    return row;
  }

  async finish(ctx: Ctx, id: string, files: ExportedFile[]): Promise<void> {
    await ctx.db.run(sql`UPDATE data_exports SET files = ${JSON.stringify(files)}, finished_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }

  /** Rows of this age whose files are there, locked. */
  expired(ctx: Ctx, days: number): Promise<Pick<DataExportRow, 'id' | 'files'>[]> {
    return ctx.db.query<DataExportRow>(sql`SELECT id, files FROM data_exports
      WHERE tenant_id = ${ctx.tenantId} AND has_files AND created_at < ${ctx.now}::timestamptz - ${days} * interval '1 day' FOR UPDATE`);
  }

  async forgetFiles(ctx: Ctx, ids: string[]): Promise<void> {
    await ctx.db.run(
      sql`UPDATE data_exports SET has_files = false WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[])`,
    );
  }
}
