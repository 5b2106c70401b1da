import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { InboxQueries, type NoticeRow } from './inbox.queries.js';
import { noticeText } from './notice-kinds.js';
import { noticeNotFound } from './notice.errors.js';
import type { ListNoticesRequest } from './notice.requests.js';
import type { NoticeListView, NoticeSummaryView, NoticeView } from './notice.view.js';

/** What awaits the actor, in their language. */
@Injectable()
export class Inbox {
  constructor(private readonly queries: InboxQueries) {}

  async list(ctx: Ctx, request: ListNoticesRequest): Promise<NoticeListView> {
    const { items, page } = await this.queries.list(ctx, request);
    return { items: items.map((row) => worded(ctx, row)), page };
  }

  async summary(ctx: Ctx): Promise<NoticeSummaryView> {
    const kinds = await this.queries.unread(ctx);
    return { unread: kinds.reduce((sum, kind) => sum + kind.unread, 0), kinds };
  }

  /** @throws noticeNotFound also for somebody else's */
  async read(ctx: Ctx, id: string): Promise<NoticeView> {
    const row = await this.queries.markOne(ctx, id);
    if (!row) throw noticeNotFound();
    return worded(ctx, row);
  }

  readAll(ctx: Ctx, ids: readonly string[] | undefined): Promise<number> {
    return this.queries.mark(ctx, ids);
  }
}

const worded = (ctx: Ctx, row: NoticeRow): NoticeView => ({ ...row, text: noticeText(row.kind, row.content, ctx.locale) });
