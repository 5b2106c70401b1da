import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { FileStore } from '../../files/index.js';
import { text } from '../../i18n/locale.js';
import { JobHandlers, type JobResultData, type JobRun, Schedules } from '../../jobs/index.js';

const KIND = 'records.expireFiles';
/** Days that an export can be downloaded. */
const EXPORT_DAYS = 7;
/** Days that an uploaded file, and the rows that failed of it, can be come back to. */
const IMPORT_DAYS = 30;
/** A writer that has not finished in a day is dead. */
const UNFINISHED_MS = 86_400_000;
const BATCH = 200;

interface Expired extends Record<string, unknown> {
  id: string;
  fileKey: string;
}

/** Removes files of imports and exports after a time; what is known of them otherwise stays. */
@Injectable()
export class FileExpiry implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly files: FileStore,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: KIND, origin: 'system', run: (job) => this.run(job) });
    this.schedules.define({
      kind: KIND,
      at: '03:45',
      label: text('清理过期的导入导出文件', 'Remove expired import and export files'),
    });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    const exports = await this.expire(
      job,
      'exports',
      (ctx) => sql`finished_at < ${ctx.now}::timestamptz - ${EXPORT_DAYS} * interval '1 day'`,
    );
    // Also drafts that nobody has started; one that runs has been updated just now.
    const imports = await this.expire(
      job,
      'imports',
      (ctx) => sql`updated_at < ${ctx.now}::timestamptz - ${IMPORT_DAYS} * interval '1 day'`,
    );
    const unfinished = await job.unit((ctx) =>
      this.files.removeUnfinished(ctx.tenantId, new Date(ctx.now.getTime() - UNFINISHED_MS)),
    );
    return { exports, imports, unfinished };
  }

  private async expire(job: JobRun, table: 'exports' | 'imports', when: (ctx: Ctx) => Sql): Promise<number> {
    let removed = 0;
    let batch: number;
    do {
      await job.giveWay();
      batch = await job.unit((ctx) => this.expireBatch(ctx, table, when(ctx)));
      removed += batch;
    } while (batch === BATCH);
    return removed;
  }

  /** The files go before the rows forget them: a crash in between only makes the next run do it again. */
  private async expireBatch(ctx: Ctx, table: 'exports' | 'imports', when: Sql): Promise<number> {
    const found = await ctx.db.query<Expired>(sql`SELECT id, file_key AS "fileKey" FROM ${raw(table)}
      WHERE tenant_id = ${ctx.tenantId} AND file_key IS NOT NULL AND ${when} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`);
    if (found.length === 0) return 0;
    const ids = found.map(({ id }) => id);
    await Promise.all(found.map(({ fileKey }) => this.files.remove(fileKey)));
    await ctx.db.run(
      sql`UPDATE ${raw(table)} SET file_key = NULL WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[])`,
    );
    if (table === 'imports')
      await ctx.db.run(sql`DELETE FROM import_errors WHERE tenant_id = ${ctx.tenantId} AND import_id = ANY (${ids}::uuid[])`);
    return found.length;
  }
}
