import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import { text } from '../../i18n/locale.js';
import { JobHandlers, type JobResultData } from '../../jobs/job-handlers.js';
import type { JobRun } from '../../jobs/job-run.js';
import { Schedules } from '../../jobs/schedules.js';
import type { FileArea } from '../file-key.js';
import { FileStore, type FoundFile } from '../file-store.js';
import { StoredFiles, type GoneFile } from './stored-files.js';

const KIND = 'files.clean';
/** How long an upload may hang on nothing, and a stored file may be without its row: requests and jobs are done by then. */
const DAY_MS = 86_400_000;
const BATCH = 200;

/** Of the keys of a part of the store, as `key` in the rows `k`: whether a row of the enterprise has it. */
const KEPT: Record<FileArea, Sql> = {
  files: raw('EXISTS (SELECT FROM files f WHERE f.tenant_id = current_tenant() AND f.store_key = k.key)'),
  thumbnails: raw(
    `EXISTS (SELECT FROM files f WHERE f.tenant_id = current_tenant() AND f.id = substring(k.key FROM 49 FOR 36)::uuid)`,
  ),
  uploads: raw('EXISTS (SELECT FROM imports i WHERE i.tenant_id = current_tenant() AND i.file_key = k.key)'),
  data: raw(`EXISTS (SELECT FROM data_exports d CROSS JOIN jsonb_array_elements(d.files) f
    WHERE d.tenant_id = current_tenant() AND d.has_files AND f ->> 'fileId' = substring(k.key FROM 43 FOR 36))`),
  exports: raw('EXISTS (SELECT FROM exports e WHERE e.tenant_id = current_tenant() AND e.file_key = k.key)'),
};

/** Nothing stays for ever that nobody can reach: uploads on no record, stored files without a row. */
@Injectable()
export class FileCleaning implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly schedules: Schedules,
    private readonly store: FileStore,
    private readonly stored: StoredFiles,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: KIND, origin: 'system', concurrency: 1, run: (job) => this.run(job) });
    this.schedules.define({ kind: KIND, at: '04:10', label: text('清理无主文件', 'Remove files that belong to nothing') });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    return { unattached: await this.purge(job), unknown: await this.sweep(job) };
  }

  /** Rows go first: should the worker die before the store follows, the sweep finds what is left. */
  private async purge(job: JobRun): Promise<number> {
    let purged = 0;
    let batch: GoneFile[];
    do {
      await job.giveWay();
      batch = await job.unit((ctx) =>
        ctx.db.query<
          GoneFile & Record<string, unknown>
        >(sql`DELETE FROM files WHERE tenant_id = ${ctx.tenantId} AND id = ANY (ARRAY(
            SELECT id FROM files WHERE tenant_id = ${ctx.tenantId} AND unattached_since < ${new Date(ctx.now.getTime() - DAY_MS)}
            ORDER BY unattached_since LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))
          RETURNING id, store_key AS "storeKey"`),
      );
      await this.stored.remove(job.tenantId, batch);
      purged += batch.length;
    } while (batch.length === BATCH);
    return purged;
  }

  private async sweep(job: JobRun): Promise<number> {
    let removed = 0;
    for (const area of Object.keys(KEPT) as FileArea[]) {
      for await (const found of this.store.list(job.tenantId, area)) {
        await job.giveWay();
        const unknown = await this.unknown(job, area, found);
        await Promise.all(unknown.map((key) => this.store.remove(key)));
        removed += unknown.length;
      }
    }
    return removed;
  }

  private async unknown(job: JobRun, area: FileArea, found: FoundFile[]): Promise<string[]> {
    return job.unit(async (ctx) => {
      const old = found.filter(({ at }) => at.getTime() < ctx.now.getTime() - DAY_MS).map(({ key }) => key);
      const rows = await ctx.db.once<{ key: string }>(
        sql`SELECT key FROM unnest(${old}::text[]) k (key) WHERE NOT ${KEPT[area]}`,
      );
      return rows.map(({ key }) => key);
    });
  }
}
