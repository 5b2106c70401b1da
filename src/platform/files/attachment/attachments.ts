import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { Issue } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import { filesNotUsable } from '../files.errors.js';
import { StoredFiles } from '../cleaning/stored-files.js';
import type { FileKind } from '../type/media-types.js';
import type { AttachmentView } from './attachment.view.js';
import { AttachmentSubjects } from './attachment-subjects.js';

interface AttachedRow extends AttachmentView {
  [column: string]: unknown;
  recordId: string;
}

/** A file that is to hang on a record, and where the body names it. */
export interface WantedFile {
  object: string;
  fileId: string;
  pointer: string;
  /** The kinds that go there; empty or absent: all. A file that hangs there already stays whatever it is. */
  kinds?: readonly FileKind[];
}

interface LentFiles {
  recordId: string;
  fileIds: readonly string[];
}

interface HungRow extends AttachmentView {
  [column: string]: unknown;
  object: string;
  isNew: boolean;
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
  private readonly lent = new WeakMap<Ctx, LentFiles>();

  constructor(
    private readonly subjects: AttachmentSubjects,
    private readonly stored: StoredFiles,
  ) {}

  /**
   * Hangs files on a record, behind those that hang there. A file that hangs there already stays where it is.
   * @throws Problem FILES_NOT_USABLE naming each that is not there, was uploaded by somebody else or hangs elsewhere
   */
  async attach(ctx: Ctx, object: string, recordId: string, fileIds: readonly string[] = []): Promise<void> {
    await this.hang(
      ctx,
      recordId,
      fileIds.map((fileId, n) => ({ object, fileId, pointer: `/fileIds/${n}` })),
    );
  }

  /** The record has these files from now on, in this order; others come off. @throws as `attach` */
  async replace(ctx: Ctx, object: string, recordId: string, fileIds: readonly string[]): Promise<void> {
    await this.release(ctx, [object], [recordId], fileIds);
    await this.attach(ctx, object, recordId, fileIds);
    await ctx.db.run(sql`UPDATE attachments SET position = w.n FROM unnest(${fileIds}::uuid[]) WITH ORDINALITY w (id, n)
      WHERE tenant_id = ${ctx.tenantId} AND file_id = w.id AND position <> w.n`);
  }

  /**
   * In each of these places the record has the wanted files from now on; others come off.
   * @returns the wanted files in their order
   * @throws as `attach`; also for a file of another kind than wanted
   */
  async replaceIn(
    ctx: Ctx,
    objects: readonly string[],
    recordId: string,
    wanted: readonly WantedFile[],
  ): Promise<AttachmentView[]> {
    await this.release(
      ctx,
      objects,
      [recordId],
      wanted.map(({ fileId }) => fileId),
    );
    return this.hang(ctx, recordId, wanted);
  }

  /** For the rest of this call these files of a record may be hung on others: they go along with what becomes of it. */
  lend(ctx: Ctx, recordId: string, fileIds: readonly string[]): void {
    this.lent.set(ctx, { recordId, fileIds });
  }

  /** Takes all files off these records, which are going to be removed; they are purged after a day. */
  async detach(ctx: Ctx, objects: string | readonly string[], recordIds: readonly string[]): Promise<void> {
    await this.release(ctx, [objects].flat(), recordIds, []);
  }

  /** Takes at most so many files off all records of a kind. Returns how many: fewer end the work. */
  async detachSome(ctx: Ctx, object: string, most: number): Promise<number> {
    return ctx.db.run(sql`
      WITH off AS (
        DELETE FROM attachments WHERE tenant_id = ${ctx.tenantId} AND file_id = ANY (ARRAY(
          SELECT a.file_id FROM attachments a WHERE a.tenant_id = ${ctx.tenantId} AND a.object = ${object} LIMIT ${most}))
        RETURNING file_id
      )
      UPDATE files SET unattached_since = ${ctx.now} FROM off WHERE files.tenant_id = ${ctx.tenantId} AND files.id = off.file_id`);
  }

  /** Removes all files of these records at once and for good. */
  async purge(ctx: Ctx, objects: string | readonly string[], recordIds: readonly string[]): Promise<void> {
    const rows = await ctx.db.query<{ id: string }>(sql`DELETE FROM attachments
      WHERE tenant_id = ${ctx.tenantId} AND object = ANY (${[objects].flat()}::text[]) AND record_id = ANY (${recordIds}::uuid[]) RETURNING file_id AS id`);
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

  /** Records have become others: the files of each hang on the one that it is now, behind its own. */
  async move(ctx: Ctx, from: string, to: string, records: readonly { fromId: string; toId: string }[]): Promise<void> {
    this.subjects.get(to);
    const [fromIds, toIds] = [records.map(({ fromId }) => fromId), records.map(({ toId }) => toId)];
    await ctx.db.run(sql`
      UPDATE attachments m SET object = ${to}, record_id = b.to_id, position = m.position + (
        SELECT coalesce(max(a.position), 0) FROM attachments a WHERE a.tenant_id = ${ctx.tenantId} AND a.object = ${to} AND a.record_id = b.to_id)
      FROM unnest(${fromIds}::uuid[], ${toIds}::uuid[]) AS b(from_id, to_id)
      WHERE m.tenant_id = ${ctx.tenantId} AND m.object = ${from} AND m.record_id = b.from_id`);
  }

  private async hang(ctx: Ctx, recordId: string, wanted: readonly WantedFile[]): Promise<AttachmentView[]> {
    if (wanted.length === 0) return [];
    for (const object of new Set(wanted.map((each) => each.object))) this.subjects.get(object);
    const rows = await ctx.db.query<HungRow>(hangSql(ctx, recordId, wanted, this.lent.get(ctx)));
    const hung = new Map(rows.map((row) => [`${row.object} ${row.id}`, row]));
    const found = wanted.map((each) => ({ ...each, file: hung.get(`${each.object} ${each.fileId.toLowerCase()}`) }));
    const issues = found.flatMap(({ pointer, kinds = [], file }): Issue[] => {
      if (!file) return [{ pointer, ...NOT_USABLE }];
      return file.isNew && kinds.length > 0 && !kinds.includes(file.kind) ? [{ pointer, ...WRONG_KIND }] : [];
    });
    if (issues.length > 0) throw filesNotUsable({}, issues);
    return found.map(({ file }) => {
      const { object: _, isNew: __, ...view } = file!;
      return view;
    });
  }

  private async removeFiles(ctx: Ctx, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const removed = await ctx.db.query<{ id: string; storeKey: string }>(sql`
      DELETE FROM files WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) RETURNING id, store_key AS "storeKey"`);
    this.stored.order(ctx, removed);
  }

  private async release(
    ctx: Ctx,
    objects: readonly string[],
    recordIds: readonly string[],
    except: readonly string[],
  ): Promise<void> {
    await ctx.db.run(sql`
      WITH off AS (
        DELETE FROM attachments WHERE tenant_id = ${ctx.tenantId} AND object = ANY (${objects}::text[]) AND record_id = ANY (${recordIds}::uuid[])
          AND file_id <> ALL (${except}::uuid[])
        RETURNING file_id
      )
      UPDATE files SET unattached_since = ${ctx.now} FROM off WHERE files.tenant_id = ${ctx.tenantId} AND files.id = off.file_id`);
  }
}

/** The lock on a file's row lets exactly one record have it: the second writer finds it taken. */
const hangSql = (ctx: Ctx, recordId: string, wanted: readonly WantedFile[], lent: LentFiles | undefined): Sql => {
  const ids = wanted.map(({ fileId }) => fileId);
  return sql`
    WITH wanted AS (
      SELECT DISTINCT ON (w.id) w.object, w.id, w.n FROM unnest(${wanted.map(({ object }) => object)}::text[], ${ids}::uuid[]) WITH ORDINALITY w (object, id, n) ORDER BY w.id, w.n
    ), taken AS (
      UPDATE files SET unattached_since = NULL
      WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) AND created_by = ${ctx.actor.employeeId}::uuid AND unattached_since IS NOT NULL
      RETURNING id
    ), hung AS (
      INSERT INTO attachments (tenant_id, file_id, object, record_id, position, created_at, created_by)
      SELECT ${ctx.tenantId}, w.id, w.object, ${recordId}::uuid, w.n + (SELECT coalesce(max(position), 0) FROM attachments a
          WHERE a.tenant_id = ${ctx.tenantId} AND a.object = w.object AND a.record_id = ${recordId}::uuid), ${ctx.now}, ${ctx.actor.employeeId}
      FROM wanted w JOIN taken USING (id)
      RETURNING file_id AS id, object
    ), moved AS (
      UPDATE attachments a SET object = w.object, record_id = ${recordId}::uuid, position = w.n FROM wanted w
      WHERE a.tenant_id = ${ctx.tenantId} AND a.file_id = w.id AND a.record_id = ${lent?.recordId}::uuid AND a.file_id = ANY (${lent?.fileIds ?? []}::uuid[])
      RETURNING a.file_id AS id, a.object
    )
    SELECT h.object, h."isNew", f.id, f.name, f.size, f.kind, f.media_type AS "mediaType", f.thumbnails FROM (
      SELECT id, object, TRUE AS "isNew" FROM hung UNION ALL SELECT id, object, TRUE FROM moved UNION ALL
      SELECT a.file_id, a.object, FALSE FROM attachments a JOIN wanted w ON w.id = a.file_id AND w.object = a.object
      WHERE a.tenant_id = ${ctx.tenantId} AND a.record_id = ${recordId}::uuid
    ) h JOIN files f ON f.tenant_id = ${ctx.tenantId} AND f.id = h.id`;
};

const NOT_USABLE = {
  code: 'FILE_NOT_USABLE',
  message: text('没有您上传的这个文件,或它已附在别的记录上', 'You have not uploaded such a file, or it hangs on another record.'),
};
const WRONG_KIND = {
  code: 'FILE_KIND_NOT_ALLOWED',
  message: text('此处不接受这种文件', 'Files of this kind are not taken here.'),
};
