import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { AttachmentSubjects } from '../attachment/attachment-subjects.js';
import { fileNotFound } from '../files.errors.js';
import type { FileView } from './file.view.js';

/** A file as its row says it is. */
export interface FileRow extends FileView {
  [column: string]: unknown;
  storeKey: string;
}

export type NewFile = Pick<FileRow, 'id' | 'name' | 'size' | 'kind' | 'mediaType' | 'sha256' | 'storeKey' | 'thumbnails'>;

@Injectable()
export class FileQueries {
  constructor(private readonly subjects: AttachmentSubjects) {}

  /** @returns the bytes of all files that the enterprise now has */
  async insert(ctx: Ctx, file: NewFile): Promise<number> {
    await ctx.db.run(sql`
      INSERT INTO files (tenant_id, id, name, size, kind, media_type, sha256, store_key, thumbnails, unattached_since, created_at, created_by)
      VALUES (${ctx.tenantId}, ${file.id}, ${file.name}, ${file.size}, ${file.kind}, ${file.mediaType}, ${file.sha256}, ${file.storeKey},
        ${file.thumbnails}, ${ctx.now}, ${ctx.now}, ${ctx.actor.employeeId})`);
    return (await ctx.db.one<{ bytes: number }>(sql`SELECT bytes FROM file_usage WHERE tenant_id = ${ctx.tenantId}`)).bytes;
  }

  /**
   * A file that the actor may read: one they have uploaded and not hung on anything yet, or one of a record that they may
   * read now.
   * @throws Problem FILE_NOT_FOUND
   */
  async get(ctx: Ctx, id: string): Promise<FileRow> {
    const file = await ctx.db.maybe<FileRow>(sql`
      SELECT f.id, f.name, f.size, f.kind, f.media_type AS "mediaType", f.thumbnails, f.sha256, f.created_at AS "createdAt",
        f.created_by AS "createdBy", e.name AS "createdByName", a.object, a.record_id AS "recordId", f.store_key AS "storeKey"
      FROM files f JOIN employees e ON e.tenant_id = f.tenant_id AND e.id = f.created_by
        LEFT JOIN attachments a ON a.tenant_id = f.tenant_id AND a.file_id = f.id
      WHERE f.tenant_id = ${ctx.tenantId} AND f.id = ${id}::uuid`);
    if (!file || !(await this.mayRead(ctx, file))) throw fileNotFound();
    return file;
  }

  /** Whether it was there, unattached and the actor's own. */
  async remove(ctx: Ctx, id: string): Promise<boolean> {
    const removed = await ctx.db.run(sql`DELETE FROM files
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}::uuid AND created_by = ${ctx.actor.employeeId}::uuid AND unattached_since IS NOT NULL`);
    return removed === 1;
  }

  private async mayRead(ctx: Ctx, { object, recordId, createdBy }: FileRow): Promise<boolean> {
    if (object === null || recordId === null) return createdBy === ctx.actor.employeeId;
    return (await this.subjects.get(object).readable(ctx, [recordId])).includes(recordId);
  }
}
