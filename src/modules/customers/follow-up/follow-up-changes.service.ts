import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { RecordReader, refuseForbiddenFields, updateRecord } from '../../../platform/records/index.js';
import { FollowUpFields, type NamedItems } from './follow-up-fields.js';
import { followUpDescriptor } from './follow-up.descriptor.js';
import { followUpClosed, followUpNotFound } from './follow-up.errors.js';
import { FollowUpLinks } from './follow-up-links.js';
import { FOLLOW_UP, letsChange } from './follow-up.policy.js';
import { FollowUpReading } from './follow-up-reading.service.js';
import type { UpdateFollowUpRequest } from './follow-up.requests.js';
import { followUpSubjects } from './follow-up-subject.js';
import type { FollowUpView } from './follow-up.view.js';
import { refuseSilence } from './silence.js';

/** Columns by what bodies call them. */
const WRITABLE = {
  method: 'method',
  content: 'content',
  typeId: 'type_id',
  actionTagIds: 'action_tag_ids',
  voiceSeconds: 'voice_seconds',
  degree: 'degree',
} as const;

const NO_DEGREE = text('此跟进记录不属于线索', 'It is of no record that has a degree.');

/** A follow-up that is locked for a change. */
interface Locked extends Record<string, unknown>, NamedItems {
  version: number;
  content: string;
  /** Whether a record that lets the actor change it still takes follow-ups. */
  isOpen: boolean;
  /** Kinds of records that it is of. */
  of: string[];
}

/**
 * Changes what follow-ups tell (CUST-07): their author, and who may change the record. When it was and what it did to the record stay
 * as they are: no waiting time, protection, deadline, degree or plan begins anew by words that are put right.
 */
@Injectable()
export class FollowUpChanges {
  constructor(
    private readonly reader: RecordReader,
    private readonly fields: FollowUpFields,
    private readonly links: FollowUpLinks,
    private readonly attachments: Attachments,
    private readonly reading: FollowUpReading,
  ) {}

  /**
   * @throws followUpNotFound, forbidden, versionMismatch, followUpClosed, fieldForbidden, referenceInvalid, validationFailed,
   * filesNotUsable
   */
  async update(ctx: Ctx, id: string, body: UpdateFollowUpRequest, expected: number | undefined): Promise<FollowUpView> {
    const before = await this.lock(ctx, id, expected);
    refuseDegree(ctx, before, body);
    const custom = await this.fields.ofChange(ctx, id, body, before);
    await this.refuseSilence(ctx, id, before, body);
    await this.links.replace(ctx, id, body);
    const emptied = {
      ...(body.content === null ? { content: '' } : {}),
      ...(body.actionTagIds === null ? { actionTagIds: [] } : {}),
    };
    const changes = { ...body, ...emptied, ...(custom ? { custom } : {}) };
    await updateRecord(ctx, 'follow_ups', id, WRITABLE, changes, placeColumns(body));
    return this.reading.get(ctx, id);
  }

  private async lock(ctx: Ctx, id: string, expected: number | undefined): Promise<Locked> {
    const locked = await this.reader.permit<Locked>(ctx, followUpDescriptor, 'update', id, followUpNotFound, {
      columns: sql`, r.content, r.type_id AS "typeId", r.action_tag_ids AS "actionTagIds", ${recordsSql(ctx)}`,
    });
    if (expected !== undefined && locked.version !== expected) throw versionMismatch({ currentVersion: locked.version });
    if (!locked.isOpen) throw followUpClosed();
    return locked;
  }

  private async refuseSilence(ctx: Ctx, id: string, before: Locked, { content, fileIds }: UpdateFollowUpRequest): Promise<void> {
    const words = content === undefined ? before.content : content;
    if (words) return;
    refuseSilence(words, fileIds === undefined ? (await this.attachments.of(ctx, FOLLOW_UP, [id])).get(id) : fileIds);
  }
}

/** What follow-up r is of. */
function recordsSql(ctx: Ctx): Sql {
  const open = followUpSubjects().map(
    (subject) => sql`(SELECT TRUE FROM ${raw(subject.descriptor.table)} r
      WHERE r.id = ${raw(`f.${subject.column}`)} AND ${subject.inPlay} AND ${letsChange(ctx, subject)}) IS TRUE`,
  );
  const kinds = followUpSubjects().map(
    ({ object, column }) => sql`CASE WHEN r.${raw(column)} IS NOT NULL THEN ${object}::text END`,
  );
  return sql`(SELECT ${join(open, ' OR ')} FROM follow_ups f WHERE f.tenant_id = r.tenant_id AND f.id = r.id) AS "isOpen",
    array_remove(ARRAY[${join(kinds)}], NULL) AS of`;
}

/** A degree is the record's, and ruled there. @throws fieldForbidden, validationFailed */
function refuseDegree(ctx: Ctx, { of }: Locked, { degree }: UpdateFollowUpRequest): void {
  if (degree === undefined) return;
  const subject = followUpSubjects().find(({ object, hasDegree }) => hasDegree && of.includes(object));
  if (!subject) throw validationFailed({}, [{ pointer: '/degree', code: 'NOT_ALLOWED', message: NO_DEGREE }]);
  const named: object = { degree };
  refuseForbiddenFields(ctx, subject.object, named);
}

const placeColumns = ({ place }: UpdateFollowUpRequest): Record<string, unknown> =>
  place === undefined
    ? {}
    : { address: place?.address ?? null, longitude: place?.longitude ?? null, latitude: place?.latitude ?? null };
