import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { Issue } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import { filesNotUsable } from '../files.errors.js';
import { StoredFiles } from '../cleaning/stored-files.js';
import type { AttachmentView } from './attachment.view.js';
import { AttachmentSubjects } from './attachment-subjects.js';

interface AttachedRow extends AttachmentView {
  [column: string]: unknown;
  recordId: string;
}

/** Where a file hung, since when and by whom. */
export interface HungFile {
  object: string;
  recordId: string;
  createdAt: string;
  createdBy: string;
}

/**
 * Hangs uploaded files on records. The caller has made sure that the actor may change, or may read, the record; who may
 * read its files from then on says the registered AttachmentSubject.
 */
@Injectable()
export class Attachments {
  constructor(
    private readonly subjects: AttachmentSubjects,
    private readonly stored: StoredFiles,
  ) {}

  /**
   * Hangs files on a record, behind those that hang there. A file that hangs there already stays where it is.
   * @throws Problem FILES_NOT_USABLE naming each that is not there, was uploaded by somebody else or hangs elsewhere
   */
  async attach(ctx: Ctx, object: string, recordId: string, fileIds: readonly string[] = []): Promise<void> {
    if (fileIds.length === 0) return;
    this.subjects.get(object);
    // The lock on the file's row lets exactly one record have it: the second writer finds it taken.
    const rows = await ctx.db.query<{ id: string }>(sql`
      WITH wanted AS (SELECT id, n FROM unnest(${fileIds}::uuid[]) WITH ORDINALITY w (id, n)),
      taken AS (
        UPDATE files SET unattached_since = NULL
        WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${fileIds}::uuid[]) AND created_by = ${ctx.actor.employeeId}::uuid AND unattached_since IS NOT NULL
        RETURNING id
      ), hung AS (
        INSERT INTO attachments (tenant_id, file_id, object, record_id, position, created_at, created_by)
        SELECT ${ctx.tenantId}, id, ${object}, ${recordId}::uuid, n + (SELECT coalesce(max(position), 0) FROM attachments a
            WHERE a.tenant_id = ${ctx.tenantId} AND a.object = ${object} AND a.record_id = ${recordId}::uuid), ${ctx.now}, ${ctx.actor.employeeId}
        FROM wanted JOIN taken USING (id)
        RETURNING file_id AS id
      )
      SELECT id FROM hung UNION ALL SELECT file_id FROM attachments a
      WHERE a.tenant_id = ${ctx.tenantId} AND a.object = ${object} AND a.record_id = ${recordId}::uuid AND a.file_id = ANY (${fileIds}::uuid[])`);
    const usable = new Set(rows.map(({ id }) => id));
    const issues = fileIds.flatMap((id, n) => (usable.has(id.toLowerCase()) ? [] : [notUsable(n)]));
    if (issues.length > 0) throw filesNotUsable({}, issues);
  }

  /** The record has these files from now on, in this order; others come off. @throws as `attach` */
  async replace(ctx: Ctx, object: string, recordId: string, fileIds: readonly string[]): Promise<void> {
    await this.release(ctx, object, [recordId], fileIds);
    await this.attach(ctx, object, recordId, fileIds);
    await ctx.db.run(sql`UPDATE attachments SET position = w.n FROM unnest(${fileIds}::uuid[]) WITH ORDINALITY w (id, n)
      WHERE tenant_id = ${ctx.tenantId} AND file_id = w.id AND position <> w.n`);
  }

  /** Takes all files off these records, which are going to be removed; they are purged after a day. */
  async detach(ctx: Ctx, object: string, recordIds: readonly string[]): Promise<void> {
    await this.release(ctx, object, recordIds, []);
  }

  /** Removes all files of these records at once and for good. */
  async purge(ctx: Ctx, object: string, recordIds: readonly string[]): Promise<void> {
    const rows = await ctx.db.query<{ id: string }>(sql`DELETE FROM attachments
      WHERE tenant_id = ${ctx.tenantId} AND object = ${object} AND record_id = ANY (${recordIds}::uuid[]) RETURNING file_id AS id`);
    await this.removeFiles(
      ctx,
      rows.map(({ id }) => id),
    );
  }

  /** Removes a file for good that hangs on a record whose files the actor may read; answers where it hung. */
  async purgeOne(ctx: Ctx, fileId: string): Promise<HungFile | undefined> {
    const hung = await ctx.db.maybe<HungFile & Record<string, unknown>>(sql`
      SELECT a.object, a.record_id AS "recordId", a.created_at AS "createdAt", a.created_by AS "createdBy" FROM attachments a
      WHERE a.tenant_id = ${ctx.tenantId} AND a.file_id = ${fileId}::uuid FOR UPDATE`);
    if (!hung || (await this.subjects.get(hung.object).readable(ctx, [hung.recordId])).length === 0) return undefined;
    await this.purgeFiles(ctx, [fileId]);
    return hung;
  }

  /** Removes these files for good, wherever they hang. */
  async purgeFiles(ctx: Ctx, fileIds: readonly string[]): Promise<void> {
    await ctx.db.run(sql`DELETE FROM attachments WHERE tenant_id = ${ctx.tenantId} AND file_id = ANY (${fileIds}::uuid[])`);
    await this.removeFiles(ctx, fileIds);
  }

  /** The files of each of these records that has some, in their order. The caller has made sure that the actor may read the records. */
  async of(ctx: Ctx, object: string, recordIds: readonly string[]): Promise<Map<string, AttachmentView[]>> {
    const found = new Map<string, AttachmentView[]>();
    if (recordIds.length === 0) return found;
    const rows = await ctx.db.query<AttachedRow>(sql`
      SELECT a.record_id AS "recordId", f.id, f.name, f.size, f.kind, f.media_type AS "mediaType", f.thumbnails
      FROM attachments a JOIN files f ON f.tenant_id = a.tenant_id AND f.id = a.file_id
      WHERE a.tenant_id = ${ctx.tenantId} AND a.object = ${object} AND a.record_id = ANY (${recordIds}::uuid[])
      ORDER BY a.record_id, a.position, a.file_id`);
    for (const { recordId, ...file } of rows) found.set(recordId, [...(found.get(recordId) ?? []), file]);
    return found;
  }

  /** Records have become another: their files hang on that one from now on, behind its own. */
  async move(
    ctx: Ctx,
    from: { object: string; recordIds: readonly string[] },
    to: { object: string; recordId: string },
  ): Promise<void> {
    this.subjects.get(to.object);
    await ctx.db.run(sql`
      UPDATE attachments SET object = ${to.object}, record_id = ${to.recordId}::uuid, position = position + (
        SELECT coalesce(max(a.position), 0) FROM attachments a WHERE a.tenant_id = ${ctx.tenantId} AND a.object = ${to.object} AND a.record_id = ${to.recordId}::uuid)
      WHERE tenant_id = ${ctx.tenantId} AND object = ${from.object} AND record_id = ANY (${from.recordIds}::uuid[])`);
  }

  private async removeFiles(ctx: Ctx, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const removed = await ctx.db.query<{ id: string; storeKey: string }>(sql`
      DELETE FROM files WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) RETURNING id, store_key AS "storeKey"`);
    this.stored.order(ctx, removed);
  }

  private async release(ctx: Ctx, object: string, recordIds: readonly string[], except: readonly string[]): Promise<void> {
    await ctx.db.run(sql`
      WITH off AS (
        DELETE FROM attachments WHERE tenant_id = ${ctx.tenantId} AND object = ${object} AND record_id = ANY (${recordIds}::uuid[])
          AND file_id <> ALL (${except}::uuid[])
        RETURNING file_id
      )
      UPDATE files SET unattached_since = ${ctx.now} FROM off WHERE files.tenant_id = ${ctx.tenantId} AND files.id = off.file_id`);
  }
}

const notUsable = (n: number): Issue => ({
  pointer: `/fileIds/${n}`,
  code: 'FILE_NOT_USABLE',
  message: text('没有您上传的这个文件,或它已附在别的记录上', 'You have not uploaded such a file, or it hangs on another record.'),
});
