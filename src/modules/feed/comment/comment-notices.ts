import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Onlookers } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { EventHandlers } from '../../../platform/events/index.js';
import { Notices, type NoticeKind } from '../../../platform/notices/index.js';
import { withEmailsMasked, withPhonesMasked } from '../../../platform/text/index.js';
import { commentWritten } from '../feed.events.js';
import { commentableOf } from './commentable.js';
import { CommentQueries, readableSql, type Concerned } from './comment.queries.js';

/** So much of a comment stands in a notice, in characters. */
const EXCERPT = 50;

/** Tells people of comments that concern them, once and only where they may read what was commented on. */
@Injectable()
export class CommentNotices implements OnModuleInit {
  constructor(
    private readonly events: EventHandlers,
    private readonly queries: CommentQueries,
    private readonly onlookers: Onlookers,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.events.on(commentWritten, 'feed.commentNotices', (ctx, { payload }) =>
      this.tell(ctx, payload.object, payload.commentId),
    );
  }

  private async tell(ctx: Ctx, object: string, commentId: string): Promise<void> {
    const commentable = commentableOf(object);
    const concerned = commentable && (await this.queries.concerned(ctx, commentable, commentId));
    // it may have been taken back meanwhile
    if (!concerned) return;
    const told = reasons(concerned);
    const seeing = await this.onlookers.among(ctx, [...told.keys()], (theirs) =>
      readableSql(theirs, commentable, concerned.recordId),
    );
    const { recordId, authorName: actorName, content } = concerned;
    const excerpt = excerptOf(content);
    const notices = [...told].filter(([employeeId]) => seeing.has(employeeId));
    await this.notices.send(
      ctx,
      notices.map(([employeeId, kind]) => ({
        employeeId,
        kind,
        key: `comment:${commentId}`,
        content: { object, recordId, commentId, actorName, excerpt },
      })),
    );
  }
}

/** Without numbers and addresses: what a pool keeps from some who are told, the comment itself shows to the others. */
const excerptOf = (content: string): string => [...withEmailsMasked(withPhonesMasked(content))].slice(0, EXCERPT).join('');

/** Why each person is told: being named counts more than being answered, and that more than owning the record. */
function reasons({ authorId, ownerId, answeredId, mentionIds }: Concerned): Map<string, NoticeKind> {
  const told = new Map<string, NoticeKind>();
  if (ownerId) told.set(ownerId, 'commentWritten');
  if (answeredId) told.set(answeredId, 'commentReplied');
  for (const id of mentionIds) told.set(id, 'commentMentioned');
  told.delete(authorId);
  return told;
}
