import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Attachments } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { COMMENT, Comments } from '../comment/comments.service.js';
import { Removables, type Removed } from './removables.js';

/** Comments and attachments as published items that can be removed. */
@Injectable()
export class RemovableComments implements OnModuleInit {
  constructor(
    private readonly removables: Removables,
    private readonly comments: Comments,
    private readonly attachments: Attachments,
  ) {}

  onModuleInit(): void {
    const label = text('评论', 'Comment');
    this.removables.register({ object: COMMENT, label, remove: (ctx, id) => this.comments.remove(ctx, id) });
    this.removables.register({
      object: 'attachment',
      label: text('附件', 'Attachment'),
      remove: (ctx, id) => this.attachment(ctx, id),
    });
  }

  private async attachment(ctx: Ctx, fileId: string): Promise<Removed | undefined> {
    const hung = await this.attachments.purgeOne(ctx, fileId);
    return hung && { authorId: hung.createdBy, publishedAt: hung.createdAt, recordObject: hung.object, recordId: hung.recordId };
  }
}
