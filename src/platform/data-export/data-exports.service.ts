import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../audit/index.js';
import type { Ctx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { fileGone, fileKey, FileStore, type Download } from '../files/index.js';
import { Jobs, type JobView } from '../jobs/index.js';
import { dataExportNotFound, dataExportRunning, dataExportUnfinished } from './data-export.errors.js';
import { DataExportQueries, type DataExportRow } from './data-export.queries.js';
import type { DataExportListView, DataExportView } from './data-export.view.js';
import { exportedTables } from './tenant-tables.js';

export const DATA_EXPORT_JOB = 'platform.exportData';
const LISTED = 50;

/** Everything of an enterprise as files, for its administrators (OPS-03). */
@Injectable()
export class DataExports {
  constructor(
    private readonly queries: DataExportQueries,
    private readonly jobs: Jobs,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
  ) {}

  /** One at a time: each reads every row that there is. */
  async start(ctx: Ctx): Promise<JobView> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`dataExport:${ctx.tenantId}`}, 0))`);
    const underway = await ctx.db.maybe(
      sql`SELECT FROM jobs WHERE tenant_id = ${ctx.tenantId} AND kind = ${DATA_EXPORT_JOB} AND status IN ('queued', 'running')`,
    );
    if (underway) throw dataExportRunning();
    const id = newId();
    const tables = await exportedTables(ctx);
    const job = this.jobs.start(ctx, { kind: DATA_EXPORT_JOB, input: { dataExportId: id }, total: tables.length });
    // Files are named before they are written, so that another attempt writes the same ones.
    const files = tables.map(({ table }) => ({ table, fileId: newId(), rows: null, bytes: null }));
    await this.queries.insert(ctx, { id, jobId: job.id, files });
    await this.audit.record(ctx, { action: 'enterpriseData.exported', object: 'enterpriseData', objectId: id });
    return job;
  }

  async list(ctx: Ctx): Promise<DataExportListView> {
    const rows = await this.queries.newest(ctx, LISTED);
    return { items: rows.map(view), page: { nextCursor: null, hasMore: false } };
  }

  async get(ctx: Ctx, id: string): Promise<DataExportView> {
    return view(await this.queries.get(ctx, id));
  }

  /** @throws Problem DATA_EXPORT_NOT_FOUND, DATA_EXPORT_UNFINISHED, FILE_GONE */
  async download(ctx: Ctx, id: string, table: string): Promise<Download> {
    const { files, finishedAt, hasFiles } = await this.queries.get(ctx, id);
    const file = files.find((each) => each.table === table);
    if (!file) throw dataExportNotFound();
    if (finishedAt === null) throw dataExportUnfinished();
    if (!hasFiles) throw fileGone();
    const stored = await this.files.read(fileKey(ctx.tenantId, 'data', file.fileId, 'gz'));
    return { ...stored, fileName: `${table}.jsonl.gz` };
  }
}

const view = ({ id, jobId, status, files, hasFiles, createdAt, finishedAt }: DataExportRow): DataExportView => ({
  id,
  jobId,
  status,
  hasFiles: hasFiles && finishedAt !== null,
  files: files.map(({ table, rows, bytes }) => ({ table, rows, bytes })),
  createdAt,
  finishedAt,
});
