import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { Attachments, AttachmentSubjects, type AttachmentSubject, type AttachmentView, type WantedFile } from '../files/index.js';
import { customKey, type CustomField } from './custom-field.js';
import { objectDescriptor, type ObjectDescriptor } from './descriptor.js';
import { RecordReader } from './record-reader.js';

/**
 * A file as a record's field keeps and answers it. What is said of a file never changes, so that lists, exports and the
 * history name it without looking, and the history also when the file has gone.
 */
export type FieldFile = Pick<AttachmentView, 'id' | 'name' | 'size' | 'kind' | 'mediaType'>;

/** A file that came to hang on another record. */
export interface MovedFile extends Record<string, unknown> {
  fileId: string;
  fromId: string;
}

/** What files hang on that stand in a field: `lead.custom.contract`. */
export const fieldObject = (object: string, key: string): string => `${object}.${customKey(key)}`;

/**
 * Files in custom fields (DICT-03). A file hangs on the field of one record, and whoever sees the field there may read it:
 * field rules, pools' hidden fields and private records hold for the file too.
 */
@Injectable()
export class FieldFiles implements OnModuleInit {
  constructor(
    private readonly attachments: Attachments,
    private readonly subjects: AttachmentSubjects,
    private readonly reader: RecordReader,
  ) {}

  onModuleInit(): void {
    this.subjects.registerFields((object) => this.subjectOf(object));
  }

  /**
   * Hangs the files of checked values on the record, takes off what stood there instead, and completes the values by what
   * the files are. The record's row is locked, or new.
   * @throws filesNotUsable with a pointer to each file that is not the actor's own upload, hangs elsewhere or is of a wrong kind
   */
  async claim(
    ctx: Ctx,
    object: string,
    recordId: string,
    fields: readonly CustomField[],
    values: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const written = fields.filter(({ type, key }) => type === 'file' && key in values);
    if (written.length === 0) return values;
    const places = written.map(({ key }) => fieldObject(object, key));
    const wanted = written.flatMap((field) => wantedIn(object, field, values));
    const files = await this.attachments.replaceIn(ctx, places, recordId, wanted);
    const kept = wanted.map(({ object: place }, n) => ({ place, file: fieldFile(files[n]!) }));
    const named = written.map(({ key }, n): [string, unknown] => {
      const own = kept.filter(({ place }) => place === places[n]).map(({ file }) => file);
      return [key, own.length > 0 ? own : null];
    });
    return { ...values, ...Object.fromEntries(named) };
  }

  /** Whatever files of these records hang on: the records themselves, and their fields, also disabled ones. */
  async placesOf(ctx: Ctx, object: string): Promise<string[]> {
    const fields = await ctx.db.query<{ key: string }>(
      sql`SELECT f.key FROM custom_fields f WHERE f.object = ${object} AND f.type = 'file'`,
    );
    return [object, ...fields.map(({ key }) => fieldObject(object, key))];
  }

  /**
   * A record has taken over values of others: the files of these hang on it from now on. What stood there before is kept by
   * the first of the others, so that a merger loses no file.
   * @returns the files that changed places, and where they hung before
   */
  follow(ctx: Ctx, { object, table }: ObjectDescriptor, id: string, others: readonly string[]): Promise<MovedFile[]> {
    return ctx.db.query<MovedFile>(sql`
      WITH places AS (
        SELECT f.key, ${fieldObject(object, '')}::text || f.key AS object FROM custom_fields f WHERE f.object = ${object} AND f.type = 'file'
      ), listed AS (
        SELECT p.object, (e.file ->> 'id')::uuid AS file_id
        FROM ${raw(table)} r JOIN places p ON r.custom ? p.key CROSS JOIN LATERAL jsonb_array_elements(r.custom -> p.key) e (file)
        WHERE r.id = ${id}::uuid
      )
      UPDATE attachments a SET record_id = CASE WHEN a.record_id = ${id}::uuid THEN ${others[0]}::uuid ELSE ${id}::uuid END
      WHERE a.tenant_id = ${ctx.tenantId} AND a.object IN (SELECT p.object FROM places p) AND a.record_id = ANY (${[id, ...others]}::uuid[])
        AND (a.record_id <> ${id}::uuid) = ((a.object, a.file_id) IN (SELECT l.object, l.file_id FROM listed l))
      RETURNING a.file_id AS "fileId", old.record_id AS "fromId"`);
  }

  /** Takes files out of the values of these records that do not hang there any more. */
  async forget(ctx: Ctx, { object, table }: ObjectDescriptor, ids: readonly string[]): Promise<void> {
    await ctx.db.run(sql`
      UPDATE ${raw(table)} r SET custom = jsonb_strip_nulls(r.custom || k.kept), version = r.version + 1
      FROM (
        SELECT c.id, jsonb_object_agg(f.key, (
          SELECT jsonb_agg(e.file ORDER BY e.n) FROM jsonb_array_elements(c.custom -> f.key) WITH ORDINALITY e (file, n)
            JOIN attachments a ON a.tenant_id = c.tenant_id AND a.file_id = (e.file ->> 'id')::uuid
          WHERE a.record_id = c.id AND a.object = ${fieldObject(object, '')}::text || f.key)) AS kept
        FROM ${raw(table)} c JOIN custom_fields f ON f.object = ${object} AND f.type = 'file' AND c.custom ? f.key
        WHERE c.id = ANY (${ids}::uuid[]) GROUP BY c.id
      ) k
      WHERE r.id = k.id AND r.custom IS DISTINCT FROM r.custom || k.kept`);
  }

  /** Who sees the field of the record may read its files. */
  private subjectOf(place: string): AttachmentSubject | undefined {
    const [object, key] = place.split(`.${customKey('')}`);
    const descriptor = objectDescriptor(object!);
    if (!descriptor?.customizable || key === undefined) return undefined;
    return {
      object: place,
      readable: async (ctx, recordIds) => {
        const rows = await this.reader.several<{ id: string; custom?: Record<string, unknown> }>(ctx, descriptor, recordIds);
        return rows.filter(({ custom }) => custom?.[key] !== undefined).map(({ id }) => id);
      },
    };
  }
}

const wantedIn = (object: string, { key, fileKinds }: CustomField, values: Record<string, unknown>): WantedFile[] =>
  ((values[key] ?? []) as { id: string }[]).map(({ id }, n) => ({
    object: fieldObject(object, key),
    fileId: id,
    pointer: `/custom/${key}/${n}`,
    kinds: fileKinds,
  }));

const fieldFile = ({ id, name, size, kind, mediaType }: AttachmentView): FieldFile => ({ id, name, size, kind, mediaType });
