import { Module, type OnModuleInit } from '@nestjs/common';
import { AttachmentSubjects } from '../../../platform/files/index.js';
import { CommentMasks, FeedModule } from '../../feed/index.js';
import { PublishedItems } from '../../org/index.js';
import { PoolsModule } from '../../pools/index.js';
import './follow-up.commentable.js';
import './follow-up.dictionaries.js';
import { FollowUpChanges } from './follow-up-changes.service.js';
import { FollowUpFields } from './follow-up-fields.js';
import './follow-up.integrity.js';
import { FollowUpLinks } from './follow-up-links.js';
import { FollowUpMasks } from './follow-up-masks.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { FollowUpQueries } from './follow-up.queries.js';
import { FollowUpReading } from './follow-up-reading.service.js';
import { FollowUpSight } from './follow-up-sight.js';
import { FollowUpsController } from './follow-ups.controller.js';
import { FollowUps } from './follow-ups.service.js';
import { FollowUpsForget } from './follow-ups-forget.js';
import { NextContacts } from './next-contacts.js';
import { RemovableFollowUps } from './removable-follow-ups.js';
import { publishedFollowUps } from './published-follow-ups.js';

/** Follow-ups of every kind of record that registers for them. */
@Module({
  imports: [PoolsModule, FeedModule],
  controllers: [FollowUpsController],
  providers: [
    FollowUps,
    FollowUpChanges,
    FollowUpLinks,
    FollowUpMasks,
    FollowUpReading,
    FollowUpQueries,
    FollowUpFields,
    FollowUpSight,
    NextContacts,
    FollowUpsForget,
    RemovableFollowUps,
  ],
  exports: [FollowUps, FollowUpMasks],
})
export class FollowUpsModule implements OnModuleInit {
  constructor(
    private readonly files: AttachmentSubjects,
    private readonly queries: FollowUpQueries,
    private readonly published: PublishedItems,
    private readonly masks: FollowUpMasks,
    private readonly comments: CommentMasks,
  ) {}

  onModuleInit(): void {
    this.files.register({ object: FOLLOW_UP, readable: (ctx, ids) => this.queries.readableOnes(ctx, ids) });
    this.published.register(publishedFollowUps(this.masks));
    this.comments.register(FOLLOW_UP, (ctx, said) => this.masks.apply(ctx, said));
  }
}
