import { Module, type OnModuleInit } from '@nestjs/common';
import { AttachmentSubjects } from '../../platform/files/index.js';
import { CommentMasks } from './comment/comment-masks.js';
import { CommentNotices } from './comment/comment-notices.js';
import { CommentQueries } from './comment/comment.queries.js';
import { CommentSettingsController } from './comment/comment-settings.controller.js';
import { CommentSettings } from './comment/comment-settings.service.js';
import { CommentsForget } from './comment/comments-forget.js';
import { CommentsController } from './comment/comments.controller.js';
import { COMMENT, Comments } from './comment/comments.service.js';
import './feed.policy.js';
import { RemovableComments } from './removal/removable-comments.js';
import { Removables } from './removal/removables.js';
import { RemovalQueries } from './removal/removal.queries.js';
import { RemovalsController } from './removal/removals.controller.js';
import { Removals } from './removal/removals.service.js';

/** What people can do with each other's records and publications: comment on them. */
@Module({
  controllers: [CommentsController, CommentSettingsController, RemovalsController],
  providers: [
    Comments,
    CommentsForget,
    CommentMasks,
    CommentQueries,
    CommentNotices,
    CommentSettings,
    Removables,
    RemovableComments,
    RemovalQueries,
    Removals,
  ],
  exports: [Comments, CommentsForget, CommentMasks, Removables],
})
export class FeedModule implements OnModuleInit {
  constructor(
    private readonly files: AttachmentSubjects,
    private readonly comments: CommentQueries,
  ) {}

  onModuleInit(): void {
    this.files.register({ object: COMMENT, readable: (ctx, ids) => this.comments.readableOnes(ctx, ids) });
  }
}
