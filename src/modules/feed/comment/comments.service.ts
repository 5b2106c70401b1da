import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { Attachments } from '../../../platform/files/index.js';
import { forbidden, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { encodeCursor, type Page } from '../../../platform/records/index.js';
import { commentedNotFound, commentNotDeletable, commentNotFound } from '../feed.errors.js';
import { commentWritten } from '../feed.events.js';
import { commentableOf, type Commentable } from './commentable.js';
import { CommentMasks } from './comment-masks.js';
import { CommentQueries, OLDEST_FIRST, type CommentRow } from './comment.queries.js';
import type { CreateCommentRequest, ListCommentsRequest } from './comment.requests.js';
import type { Removed } from '../removal/removables.js';
import type { CommentView } from './comment.view.js';

/** What files call a comment. */
export const COMMENT = 'comment';

const NOT_COMMENTABLE = text('此类内容不支持评论', 'This kind of thing takes no comments.');
const NO_SUCH_COMMENT = text('没有可回复的评论', 'There is no such comment on this record.');
const NO_SUCH_COLLEAGUE = text('没有这位同事', 'There is no such colleague.');

/** What people say about records and published things (FEED-02, CUST-07). */
@Injectable()
export class Comments {
  constructor(
    private readonly queries: CommentQueries,
    private readonly attachments: Attachments,
    private readonly masks: CommentMasks,
  ) {}

  /** @throws commentedNotFound where the actor may not read what it is on; validationFailed */
  async create(ctx: Ctx, body: CreateCommentRequest): Promise<CommentView> {
    const commentable = commentableAt(body.object, '/object');
    if (!(await this.queries.holdReadable(ctx, commentable, body.recordId))) throw commentedNotFound();
    await this.refuseWrong(ctx, body);
    const id = newId();
    await this.queries.insert(ctx, id, body);
    await this.attachments.attach(ctx, COMMENT, id, body.fileIds);
    ctx.emit(commentWritten({ commentId: id, object: body.object, recordId: body.recordId }));
    return this.get(ctx, id);
  }

  async list(ctx: Ctx, { object, recordId, limit = 20, cursor }: ListCommentsRequest): Promise<Page<CommentView>> {
    if (!(await this.queries.isReadable(ctx, commentableAt(object, '?object'), recordId))) throw commentedNotFound();
    const rows = await this.queries.list(ctx, object, recordId, limit + 1, cursor);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(OLDEST_FIRST, { value: last.at, id: last.id }) : null;
    await this.masks.apply(ctx, object, items);
    return { items: await this.withFiles(ctx, items), page: { nextCursor, hasMore: last !== undefined } };
  }

  /** @throws commentNotFound also where the actor may not read what it is on */
  async get(ctx: Ctx, id: string): Promise<CommentView> {
    const comment = await this.queries.one(ctx, id);
    const commentable = comment && commentableOf(comment.object);
    if (!commentable || !(await this.queries.isReadable(ctx, commentable, comment.recordId))) throw commentNotFound();
    await this.masks.apply(ctx, comment.object, [comment]);
    return (await this.withFiles(ctx, [comment]))[0]!;
  }

  /** Takes one's own comment back, within the enterprise's time. @throws commentNotFound, forbidden, commentNotDeletable */
  async delete(ctx: Ctx, id: string): Promise<void> {
    const comment = await this.get(ctx, id);
    if (comment.createdBy !== ctx.actor.employeeId) throw forbidden();
    if (comment.deletableUntil === null) throw commentNotDeletable();
    await this.attachments.detach(ctx, COMMENT, [id]);
    await this.queries.delete(ctx, id);
  }

  /** Takes a comment that the actor may read away for good, whoever wrote it; its files are the caller's. */
  async remove(ctx: Ctx, id: string): Promise<Removed | undefined> {
    const comment = await this.queries.one(ctx, id);
    const commentable = comment && commentableOf(comment.object);
    if (!commentable || !(await this.queries.isReadable(ctx, commentable, comment.recordId))) return undefined;
    if (!(await this.queries.delete(ctx, id))) return undefined;
    await this.queries.emptyNotices(ctx, [id]);
    const { createdBy: authorId, at: publishedAt, object: recordObject, recordId } = comment;
    return { authorId, publishedAt, recordObject, recordId };
  }

  /** Takes all comments of something that is removed away with it. */
  async removeFrom(ctx: Ctx, object: string, recordId: string): Promise<void> {
    const ids = await this.queries.deleteOf(ctx, object, recordId);
    if (ids.length === 0) return;
    await this.queries.emptyNotices(ctx, ids);
    await this.attachments.purge(ctx, COMMENT, ids);
  }

  /** How many comments each of these records has, in one statement; records without any are absent. Whoever asks has read the records. */
  counts(ctx: Ctx, object: string, recordIds: readonly string[]): Promise<Map<string, number>> {
    return this.queries.counts(ctx, object, recordIds);
  }

  private async withFiles(ctx: Ctx, rows: CommentRow[]): Promise<CommentView[]> {
    const files = await this.attachments.of(
      ctx,
      COMMENT,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, files: files.get(row.id) ?? [] }));
  }

  private async refuseWrong(ctx: Ctx, { object, recordId, replyToId, mentionIds = [] }: CreateCommentRequest): Promise<void> {
    const issues: Issue[] = [];
    if (replyToId && !(await this.queries.isOf(ctx, replyToId, object, recordId)))
      issues.push({ pointer: '/replyToId', code: 'NOT_ALLOWED', message: NO_SUCH_COMMENT });
    const known = mentionIds.length > 0 ? await this.queries.employees(ctx, mentionIds) : new Set<string>();
    for (const [n, id] of mentionIds.entries()) {
      if (!known.has(id.toLowerCase()))
        issues.push({ pointer: `/mentionIds/${n}`, code: 'NOT_ALLOWED', message: NO_SUCH_COLLEAGUE });
    }
    if (issues.length > 0) throw validationFailed({}, issues);
  }
}

/** @throws validationFailed for a kind that takes no comments */
function commentableAt(object: string, pointer: string): Commentable {
  const commentable = commentableOf(object);
  if (!commentable) throw validationFailed({}, [{ pointer, code: 'NOT_ALLOWED', message: NOT_COMMENTABLE }]);
  return commentable;
}
