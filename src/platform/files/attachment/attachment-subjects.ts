import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { openTo } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import { text } from '../../i18n/locale.js';
import type { ObjectDescriptor } from '../../records/descriptor.js';
import { registerTie } from '../../records/record-tie.js';
import { Registry } from '../../registry.js';

registerTie({ table: 'attachments', column: 'record_id', code: 'HAS_FILES', reason: text('已有附件', 'Files hang on it') });

/** A kind of record that files hang on. Access to a file follows the record. */
export interface AttachmentSubject {
  /** As in `attach`; kept with every attachment, so it must never change. */
  object: string;
  /** Those of these records whose files the actor may read now, by one statement in the running transaction. */
  readable(ctx: Ctx, recordIds: readonly string[]): Promise<readonly string[]>;
}

/** All kinds of records with files. Modules register theirs in `onModuleInit`. */
@Injectable()
export class AttachmentSubjects {
  private readonly subjects = new Registry<AttachmentSubject>('what files hang on');
  private ofFields: (object: string) => AttachmentSubject | undefined = () => undefined;

  /** @throws Error when the kind is registered already */
  register(subject: AttachmentSubject): void {
    this.subjects.add(subject.object, subject);
  }

  /** Fields of records that hold files come and go: who knows them answers for each, `lead.custom.contract`. */
  registerFields(ofFields: (object: string) => AttachmentSubject | undefined): void {
    this.ofFields = ofFields;
  }

  /** @throws Error when nobody has registered the kind */
  get(object: string): AttachmentSubject {
    const subject = this.subjects.get(object) ?? this.ofFields(object);
    if (!subject) throw new Error(`No files hang on ${object}`);
    return subject;
  }
}

/** For records with a descriptor: whoever may read the record may read its files. */
export function recordSubject({ object, table, policy }: ObjectDescriptor): AttachmentSubject {
  return {
    object,
    readable: async (ctx, recordIds) => {
      const rows = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM ${raw(table)} r
        WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ANY (${recordIds}::uuid[]) AND ${openTo(ctx, policy)}`);
      return rows.map(({ id }) => id);
    },
  };
}
