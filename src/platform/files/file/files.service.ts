import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.token.js';
import type { Config } from '../../config/index.js';
import type { Ctx } from '../../context/ctx.js';
import type { Content } from '../content.js';
import { StoredFiles } from '../cleaning/stored-files.js';
import { thumbnailKey } from '../file-key.js';
import { fileAttached, fileQuotaExceeded, thumbnailPending, thumbnailUnavailable } from '../files.errors.js';
import type { ReceivedFile } from '../received-file.js';
import type { ThumbnailSize } from '../thumbnail/sizes.js';
import { Thumbnails } from '../thumbnail/thumbnails.js';
import { FileQueries, type NewFile } from './file.queries.js';
import type { FileView } from './file.view.js';

/** Files as their uploaders and readers deal with them (FILE-01). */
@Injectable()
export class Files {
  private readonly quotaBytes: number;

  constructor(
    private readonly queries: FileQueries,
    private readonly thumbnails: Thumbnails,
    private readonly stored: StoredFiles,
    @Inject(CONFIG) config: Config,
  ) {
    this.quotaBytes = config.files.quotaBytes;
  }

  /** Keeps an upload for its uploader alone, until it is hung on a record. @throws Problem FILE_QUOTA_EXCEEDED */
  async keep(ctx: Ctx, received: ReceivedFile): Promise<FileView> {
    const { id, key, name, bytes, sha256, type } = received.arrival;
    const { kind, mediaType } = type!;
    const thumbnails = kind === 'picture' ? 'pending' : 'none';
    const file: NewFile = { id, name, size: bytes, kind, mediaType, sha256, storeKey: key, thumbnails };
    const used = await this.queries.insert(ctx, file);
    if (used > this.quotaBytes) throw fileQuotaExceeded();
    received.keep();
    if (kind === 'picture') this.thumbnails.order(ctx, id);
    const { storeKey: _, ...seen } = file;
    const { employeeId, name: createdByName } = ctx.actor;
    return { ...seen, createdAt: ctx.now.toISOString(), createdBy: employeeId, createdByName, object: null, recordId: null };
  }

  /** @throws Problem FILE_NOT_FOUND */
  async get(ctx: Ctx, id: string): Promise<FileView> {
    const { storeKey: _, ...file } = await this.queries.get(ctx, id);
    return file;
  }

  /** What is to be sent of a file; pictures and voice may play in place, everything else is a download. */
  async content(ctx: Ctx, id: string, asDownload = false): Promise<Content> {
    const { storeKey, size, sha256, mediaType, name, kind } = await this.queries.get(ctx, id);
    return { key: storeKey, size, etag: sha256, mediaType, fileName: name, inline: kind !== 'document' && !asDownload };
  }

  /** A small picture of a file. @throws Problem THUMBNAIL_PENDING, THUMBNAIL_UNAVAILABLE */
  async thumbnail(ctx: Ctx, id: string, size: ThumbnailSize): Promise<Content> {
    const { thumbnails, sha256, name } = await this.queries.get(ctx, id);
    if (thumbnails === 'pending') throw thumbnailPending({ retryAfter: 1 });
    if (thumbnails !== 'ready') throw thumbnailUnavailable();
    const key = thumbnailKey(ctx.tenantId, id, size);
    return { key, size: undefined, etag: `${sha256}-${size}`, mediaType: 'image/webp', fileName: `${name}.webp`, inline: true };
  }

  /** Removes an upload that was not needed after all. @throws Problem FILE_NOT_FOUND, FILE_ATTACHED */
  async remove(ctx: Ctx, id: string): Promise<void> {
    const { storeKey } = await this.queries.get(ctx, id);
    if (!(await this.queries.remove(ctx, id))) throw fileAttached();
    this.stored.order(ctx, [{ id, storeKey }]);
  }
}
