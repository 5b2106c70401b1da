import { Module, type OnModuleInit } from '@nestjs/common';
import { AttachmentSubjects } from '../../platform/files/index.js';
import { CommentNotices } from './comment/comment-notices.js';
import { CommentQueries } from './comment/comment.queries.js';
import { CommentSettingsController } from './comment/comment-settings.controller.js';
import { CommentSettings } from './comment/comment-settings.service.js';
import { CommentsController } from './comment/comments.controller.js';
import { COMMENT, Comments } from './comment/comments.service.js';
import './feed.policy.js';

/** What people can do with each other's records and publications: comment on them. */
@Module({
  controllers: [CommentsController, CommentSettingsController],
  providers: [Comments, CommentQueries, CommentNotices, CommentSettings],
  exports: [Comments],
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
