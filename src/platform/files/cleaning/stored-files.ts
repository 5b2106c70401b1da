import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import { JobHandlers } from '../../jobs/job-handlers.js';
import { thumbnailKey } from '../file-key.js';
import { FileStore } from '../file-store.js';
import { THUMBNAIL_NAMES } from '../thumbnail/sizes.js';

const KIND = 'files.remove';

/** The stored side of a file whose row is gone. */
export interface GoneFile {
  id: string;
  storeKey: string;
}

/** Removes what lies in the store for files that are no more: always after the commit, because a store cannot roll back. */
@Injectable()
export class StoredFiles implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly store: FileStore,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      kind: KIND,
      origin: 'system',
      run: ({ tenantId, input }) => this.remove(tenantId, input.files as GoneFile[]),
    });
  }

  /** Has them removed after this transaction. */
  order(ctx: Ctx, files: readonly GoneFile[]): void {
    ctx.enqueue({ kind: KIND, input: { files } });
  }

  async remove(tenantId: string, files: readonly GoneFile[]): Promise<void> {
    const keys = files.flatMap(({ id, storeKey }) => [
      storeKey,
      ...THUMBNAIL_NAMES.map((size) => thumbnailKey(tenantId, id, size)),
    ]);
    await Promise.all(keys.map((key) => this.store.remove(key)));
  }
}
