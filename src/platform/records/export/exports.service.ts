import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import { newId } from '../../database/ids.js';
import { fileGone, FileStore, type Download } from '../../files/index.js';
import { Jobs, type JobView } from '../../jobs/index.js';
import { exportUnfinished } from './export.errors.js';
import { ExportQueries, type ExportDbRow } from './export.queries.js';
import type { CreateExportRequest, ListExportsRequest } from './export.requests.js';
import { EXPORT_JOB } from './export-run.js';
import { ExportTargets } from './export-target.js';
import type { ExportListView, ExportView } from './export.view.js';
import { RecordExporter } from './record-exporter.js';

/** Exports from the wish to the file (LEAD-06, OPS-02). */
@Injectable()
export class Exports {
  constructor(
    private readonly targets: ExportTargets,
    private readonly exporter: RecordExporter,
    private readonly queries: ExportQueries,
    private readonly files: FileStore,
    private readonly jobs: Jobs,
  ) {}

  /** Starts an export, after everything that can be wrong about the request has been checked. @throws Problem */
  async start(ctx: Ctx, object: string, { format, ...query }: CreateExportRequest): Promise<JobView> {
    await this.exporter.prepare(ctx, this.targets.get(object), query);
    const id = newId();
    const job = this.jobs.start(ctx, { kind: EXPORT_JOB, input: { exportId: id, object } });
    await this.queries.insert(ctx, { id, object, format, query, jobId: job.id });
    return job;
  }

  async list(ctx: Ctx, object: string, { limit = 20, cursor }: ListExportsRequest): Promise<ExportListView> {
    const rows = await this.queries.list(ctx, object, limit, cursor);
    const items = rows.slice(0, limit).map(view);
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  async get(ctx: Ctx, object: string, id: string): Promise<ExportView> {
    return view(await this.queries.get(ctx, object, id));
  }

  /** @throws Problem EXPORT_UNFINISHED, FILE_GONE */
  async download(ctx: Ctx, object: string, id: string): Promise<Download> {
    const { fileKey, fileName, finishedAt, status } = await this.queries.get(ctx, object, id);
    if (fileKey === null) throw finishedAt === null || status !== 'succeeded' ? exportUnfinished() : fileGone();
    return { ...(await this.files.read(fileKey)), fileName: fileName! };
  }
}

function view({ id, format, status, fileName, fileKey, rowCount, jobId, createdAt, finishedAt }: ExportDbRow): ExportView {
  return { id, format, status, fileName, hasFile: fileKey !== null, rowCount, jobId, createdAt, finishedAt };
}
