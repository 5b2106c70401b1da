import { Injectable, type OnModuleInit } from '@nestjs/common';
import { raw } from 'sql-template-tag';
import type { Ctx } from '../../../../platform/context/ctx.js';
import { Comments } from '../../../feed/index.js';
import { FollowUpMasks } from '../../follow-up/follow-up-masks.js';
import { FOLLOW_UP } from '../../follow-up/follow-up.policy.js';
import { followUpSubjectOf, followUpSubjects } from '../../follow-up/follow-up-subject.js';
import { TimelineSources, type TimelineRows, type TimelineSource, type TimelineSubject } from '../timeline-source.js';
import type { TimelineEntryView } from '../timeline.view.js';
import { withoutHidden } from './hidden-values.js';

/** Follow-ups of a record, with how many comments each has. */
@Injectable()
export class FollowUpsSource implements TimelineSource, OnModuleInit {
  readonly kind = FOLLOW_UP;
  objects: readonly string[] = [];

  constructor(
    private readonly sources: TimelineSources,
    private readonly comments: Comments,
    private readonly masks: FollowUpMasks,
  ) {}

  onModuleInit(): void {
    this.objects = ['contact', ...followUpSubjects().map(({ object }) => object)];
    this.sources.register(this);
  }

  rows(_ctx: Ctx, { descriptor }: TimelineSubject): TimelineRows {
    const ofContact = descriptor.object === 'contact';
    const from = ofContact
      ? 'follow_up_contacts k JOIN follow_ups r ON r.tenant_id = k.tenant_id AND r.id = k.follow_up_id WHERE k.contact_id = s.id'
      : `follow_ups r WHERE r.${followUpSubjectOf(descriptor.object).column} = s.id`;
    return {
      from: raw(from),
      id: raw(ofContact ? 'k.follow_up_id' : 'r.id'),
      at: raw(ofContact ? 'k.at' : 'r.at'),
      actor: raw('r.created_by'),
      content: raw(`jsonb_build_object('method', r.method, 'typeId', r.type_id, 'content', r.content, 'degree', r.degree,
        'voiceSeconds', r.voice_seconds, 'address', r.address, 'longitude', r.longitude, 'latitude', r.latitude,
        'nextContactAt', to_char(r.next_contact_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'updatedAt', to_char(r.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', r.version)`),
    };
  }

  async finish(ctx: Ctx, { descriptor, isPooled }: TimelineSubject, entries: TimelineEntryView[]): Promise<void> {
    withoutHidden(ctx, descriptor.object, entries, { degree: 'degree', nextContactAt: 'nextContactAt' });
    withoutHidden(ctx, FOLLOW_UP, entries, { method: 'method', typeId: 'typeId', content: 'content' });
    const masked = isPooled ? entries.map(({ id, content }) => ({ id, told: content })) : [];
    await this.masks.apply(ctx, masked);
    const counts = await this.comments.counts(
      ctx,
      FOLLOW_UP,
      entries.map(({ id }) => id),
    );
    for (const { id, content } of entries) content.commentCount = counts.get(id) ?? 0;
  }
}
