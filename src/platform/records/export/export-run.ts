import { PassThrough } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Ctx } from '../../context/ctx.js';
import { forbidden } from '../../errors/index.js';
import { FileStore, fileKey } from '../../files/index.js';
import { JobHandlers, type JobResultData, type JobRun } from '../../jobs/index.js';
import { RunReports } from '../run-reports.js';
import { ExportQueries, type ExportDbRow } from './export.queries.js';
import { ExportTargets } from './export-target.js';
import { RecordExporter } from './record-exporter.js';

export const EXPORT_JOB = 'records.export';

/** Runs exports: one pass over the data into one file, which appears when it is complete. */
@Injectable()
export class ExportRunner implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly targets: ExportTargets,
    private readonly exporter: RecordExporter,
    private readonly queries: ExportQueries,
    private readonly files: FileStore,
    private readonly reports: RunReports,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: EXPORT_JOB, concurrency: 2, run: (job) => this.run(job) });
  }

  /** The permissions are those that the requester has now, not when the export was asked for. */
  async run(job: JobRun): Promise<JobResultData> {
    const { exportId, object } = job.input as { exportId: string; object: string };
    const row = await job.unit((ctx) => this.queries.get(ctx, object, exportId));
    const key = fileKey(job.tenantId, 'exports', exportId, row.format);
    try {
      return await job.unit(async (ctx) => {
        if (!ctx.ability.can('export', object)) throw forbidden();
        const rows = await this.write(job, ctx, object, row, key);
        return this.finish(ctx, object, row, key, rows);
      });
    } catch (error) {
      await this.files.remove(key);
      throw error;
    }
  }

  private async write(job: JobRun, ctx: Ctx, object: string, row: ExportDbRow, key: string): Promise<number> {
    const prepared = await this.exporter.prepare(ctx, this.targets.get(object), row.query);
    const total = await this.exporter.count(ctx, prepared);
    await job.progress(0, total);
    const through = new PassThrough();
    const stored = this.files.write(key, through);
    // Whichever side fails first ends the other.
    stored.catch((error: Error) => through.destroy(error));
    try {
      const rows = await this.exporter.write(ctx, prepared, row.format, through, async (written) => {
        await job.giveWay();
        await job.progress(written, Math.max(total, written));
      });
      await stored;
      return rows;
    } catch (error) {
      through.destroy(error as Error);
      await stored.catch(() => undefined);
      throw error;
    }
  }

  private async finish(
    ctx: Ctx,
    object: string,
    { id, format, query }: ExportDbRow,
    key: string,
    rows: number,
  ): Promise<JobResultData> {
    const { label } = this.targets.get(object).descriptor;
    const name = `${label[ctx.locale]}-${DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).toFormat('yyyyMMdd-HHmm')}.${format}`;
    await this.queries.finish(ctx, id, { key, name, rows });
    const summary = { exportId: id, format, rows, query };
    const notice = {
      kind: 'exportFinished',
      key: `export:${id}`,
      content: { exportId: id, fileName: name, count: rows },
    } as const;
    await this.reports.finished(ctx, { action: `${object}.exported`, object, summary, notice });
    return { exportId: id, rows };
  }
}
