import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { forbidden } from '../errors/index.js';
import { fileKey, FileStore } from '../files/index.js';
import { text } from '../i18n/locale.js';
import { JobHandlers, Schedules, type JobResultData, type JobRun } from '../jobs/index.js';
import { DataExportQueries, type ExportedFile } from './data-export.queries.js';
import { DATA_EXPORT_JOB } from './data-exports.service.js';
import { exportedTables, rowsOf, type TenantTable } from './tenant-tables.js';

const EXPIRY_JOB = 'platform.expireDataExports';
const KEPT_DAYS = 7;
/** Rows fetched and compressed at once. */
const BATCH = 1000;

/** Writes every table of an enterprise into a file of its own, all of them as of one moment, row by row (OPS-03). */
@Injectable()
export class DataExportRun implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly queries: DataExportQueries,
    private readonly files: FileStore,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: DATA_EXPORT_JOB, concurrency: 1, run: (job) => this.run(job) });
    this.handlers.register({ kind: EXPIRY_JOB, origin: 'system', run: (job) => this.expire(job) });
    this.schedules.define({
      kind: EXPIRY_JOB,
      at: '03:50',
      label: text('清理过期的企业数据导出', 'Remove expired exports of all data'),
    });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    const id = job.input.dataExportId as string;
    const written = await job.snapshot(async (ctx) => {
      if (!ctx.ability.can('export', 'enterpriseData')) throw forbidden();
      const { files } = await this.queries.get(ctx, id);
      const tables = new Map((await exportedTables(ctx)).map((each) => [each.table, each]));
      const done: ExportedFile[] = [];
      for (const file of files) {
        done.push(await this.write(job, ctx, tables.get(file.table)!, file));
        await job.progress(done.length);
        await job.giveWay();
      }
      return done;
    });
    await job.unit((ctx) => this.queries.finish(ctx, id, written));
    return { dataExportId: id, rows: written.reduce((sum, file) => sum + file.rows!, 0) };
  }

  private async write(job: JobRun, ctx: Ctx, table: TenantTable, file: ExportedFile): Promise<ExportedFile> {
    let rows = 0;
    const lines = Readable.from(
      (async function* () {
        for await (const batch of batches(ctx, rowsOf(ctx, table))) {
          rows += batch.length;
          await job.giveWay();
          yield `${batch.join('\n')}\n`;
        }
      })(),
    );
    const gzip = lines.compose(createGzip());
    const { bytes } = await this.files.write(fileKey(job.tenantId, 'data', file.fileId, 'gz'), gzip as Readable);
    return { ...file, rows, bytes };
  }

  private async expire(job: JobRun): Promise<JobResultData> {
    return job.unit(async (ctx) => {
      const expired = await this.queries.expired(ctx, KEPT_DAYS);
      const keys = expired.flatMap(({ files }) => files.map(({ fileId }) => fileKey(ctx.tenantId, 'data', fileId, 'gz')));
      await Promise.all(keys.map((key) => this.files.remove(key)));
      await this.queries.forgetFiles(
        ctx,
        expired.map(({ id }) => id),
      );
      return { expired: expired.length };
    });
  }
}

/** Each FETCH is a short statement for the time limit; the transaction's snapshot makes them one. */
async function* batches(ctx: Ctx, statement: Sql): AsyncGenerator<string[], void, undefined> {
  await ctx.db.once(sql`DECLARE data NO SCROLL CURSOR FOR ${statement}`);
  for (;;) {
    const rows = await ctx.db.once<{ line: string }>(sql`FETCH ${raw(String(BATCH))} FROM data`);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < BATCH) break;
  }
  await ctx.db.once(sql`CLOSE data`);
}
