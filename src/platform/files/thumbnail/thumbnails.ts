import { Readable } from 'node:stream';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { JobHandlers } from '../../jobs/job-handlers.js';
import type { JobRun } from '../../jobs/job-run.js';
import { thumbnailKey } from '../file-key.js';
import { FileStore } from '../file-store.js';
import { shrink } from './shrink.js';
import { THUMBNAIL_NAMES, type ThumbnailSize } from './sizes.js';

const KIND = 'files.thumbnails';

/** Makes the small pictures of uploaded ones, in workers. */
@Injectable()
export class Thumbnails implements OnModuleInit {
  private readonly logger = new Logger(Thumbnails.name);

  constructor(
    private readonly handlers: JobHandlers,
    private readonly store: FileStore,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: KIND, origin: 'system', concurrency: 1, run: (job) => this.run(job) });
  }

  /** Has them made after this transaction. */
  order(ctx: Ctx, fileId: string): void {
    ctx.enqueue({ kind: KIND, input: { fileId } });
  }

  /** Written again under the same names after an interruption. */
  private async run(job: JobRun): Promise<void> {
    const { fileId } = job.input as { fileId: string };
    const file = await job.unit((ctx) =>
      ctx.db.maybe<{ storeKey: string }>(
        sql`SELECT store_key AS "storeKey" FROM files WHERE tenant_id = ${ctx.tenantId} AND id = ${fileId} AND thumbnails = 'pending'`,
      ),
    );
    if (!file) return;
    const made = await this.store.withLocal(file.storeKey, (path) => this.make(fileId, path));
    const keys = new Map(THUMBNAIL_NAMES.map((size) => [size, thumbnailKey(job.tenantId, fileId, size)]));
    for (const [size, picture] of made ?? []) await this.store.write(keys.get(size)!, Readable.from([picture]));
    const kept = await job.unit((ctx) =>
      ctx.db.run(
        sql`UPDATE files SET thumbnails = ${made ? 'ready' : 'failed'} WHERE tenant_id = ${ctx.tenantId} AND id = ${fileId}`,
      ),
    );
    if (kept === 0) for (const key of keys.values()) await this.store.remove(key);
  }

  /** Undefined where there is no making any: what people upload is none of our errors. */
  private async make(fileId: string, path: string): Promise<Map<ThumbnailSize, Buffer> | undefined> {
    try {
      return await shrink(path);
    } catch (error) {
      this.logger.log({ fileId, reason: (error as Error).message }, 'No thumbnails can be made of a picture');
      return undefined;
    }
  }
}
