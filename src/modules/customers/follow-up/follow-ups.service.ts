import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { RecordReader, refuseForbiddenFields } from '../../../platform/records/index.js';
import { FollowUpProtection, isPoolable, poolableOf } from '../../pools/index.js';
import { FollowUpFields } from './follow-up-fields.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { followUpWritten } from './follow-up.events.js';
import { FollowUpQueries, type LinkedIds } from './follow-up.queries.js';
import { FollowUpReading } from './follow-up-reading.service.js';
import type { CreateLeadFollowUpRequest } from './follow-up.requests.js';
import { followUpSubjectOf, followUpSubjects } from './follow-up-subject.js';
import type { FollowUpView } from './follow-up.view.js';

const NO_SUCH_CONTACT = text('客户没有这位联系人', 'The customer has no such contact.');

/** Follow-up records on whatever registers as a subject (CUST-07, LEAD-03). They are never changed afterwards. */
@Injectable()
export class FollowUps {
  constructor(
    private readonly reader: RecordReader,
    private readonly queries: FollowUpQueries,
    private readonly fields: FollowUpFields,
    private readonly reading: FollowUpReading,
    private readonly attachments: Attachments,
    private readonly protection: FollowUpProtection,
  ) {}

  /**
   * Writes a follow-up on a record; the record and what it hangs below remember it, and it protects what pools hold.
   * @throws the subject's `missing` and `closed`, forbidden, fieldForbidden, validationFailed, filesNotUsable
   */
  async create(ctx: Ctx, object: string, recordId: string, body: CreateLeadFollowUpRequest): Promise<FollowUpView> {
    const subject = followUpSubjectOf(object);
    const { inPlay } = await this.reader.permit<{ inPlay: boolean }>(
      ctx,
      subject.descriptor,
      'followUp',
      recordId,
      subject.missing,
      {
        columns: sql`, (${subject.inPlay}) IS TRUE AS "inPlay"`,
      },
    );
    if (!inPlay) throw subject.closed();
    const named: object = { nextContactAt: body.nextContactAt, degree: body.degree };
    refuseForbiddenFields(ctx, object, named);
    const id = newId();
    const custom = await this.fields.ofNew(ctx, id, body);
    const linked = await this.queries.insert(ctx, subject, recordId, { ...body, id, custom });
    await this.linkContacts(ctx, linked, id, body.contactIds ?? []);
    await this.attachments.attach(ctx, FOLLOW_UP, id, body.fileIds);
    await this.touch(ctx, linked, body);
    ctx.emit(followUpWritten({ object, recordId, followUpId: id }));
    return this.reading.get(ctx, id);
  }

  private async linkContacts(ctx: Ctx, linked: LinkedIds, id: string, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const known = await this.queries.linkContacts(ctx, id, linked.customer_id, contactIds);
    const issues = contactIds.flatMap((contactId, n) =>
      known.has(contactId.toLowerCase()) ? [] : [{ pointer: `/contactIds/${n}`, code: 'NOT_ALLOWED', message: NO_SUCH_CONTACT }],
    );
    if (issues.length > 0) throw validationFailed({}, issues);
  }

  /** Every record that the follow-up is of remembers it, the one that it was written on and those above it. */
  private async touch(ctx: Ctx, linked: LinkedIds, body: CreateLeadFollowUpRequest): Promise<void> {
    for (const subject of followUpSubjects()) {
      const id = linked[subject.column];
      if (!id) continue;
      await this.queries.touch(ctx, subject, id, body);
      if (isPoolable(subject.object)) await this.protection.extend(ctx, poolableOf(subject.object), id);
    }
  }
}
