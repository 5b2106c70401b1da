import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { RecordReader, refuseForbiddenFields } from '../../../platform/records/index.js';
import { FollowUpProtection, isPoolable, poolableOf } from '../../pools/index.js';
import { FollowUpFields } from './follow-up-fields.js';
import { FollowUpLinks } from './follow-up-links.js';
import { followUpWritten } from './follow-up.events.js';
import { FollowUpQueries, type LinkedIds } from './follow-up.queries.js';
import { FollowUpReading } from './follow-up-reading.service.js';
import type { CreateLeadFollowUpRequest } from './follow-up.requests.js';
import { followUpSubjectOf, followUpSubjects } from './follow-up-subject.js';
import type { FollowUpView } from './follow-up.view.js';
import { refuseSilence } from './silence.js';

/** Follow-up records on whatever registers as a subject (CUST-07, LEAD-03). */
@Injectable()
export class FollowUps {
  constructor(
    private readonly reader: RecordReader,
    private readonly queries: FollowUpQueries,
    private readonly fields: FollowUpFields,
    private readonly reading: FollowUpReading,
    private readonly links: FollowUpLinks,
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
    refuseSilence(body.content, body.fileIds);
    const named: object = { nextContactAt: body.nextContactAt, degree: body.degree };
    refuseForbiddenFields(ctx, object, named);
    const id = newId();
    const custom = await this.fields.ofNew(ctx, id, body);
    const linked = await this.queries.insert(ctx, subject, recordId, { ...body, id, custom });
    await this.links.add(ctx, id, body);
    await this.touch(ctx, linked, body);
    ctx.emit(followUpWritten({ object, recordId, followUpId: id }));
    return this.reading.get(ctx, id);
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
