import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Attachments } from '../../../platform/files/index.js';
import { encodeCursor, type Page } from '../../../platform/records/index.js';
import { Comments } from '../../feed/index.js';
import { FOLLOW_UP } from './follow-up.commentable.js';
import { followUpNotFound } from './follow-up.errors.js';
import { FollowUpQueries, NEWEST_FIRST, type Authors, type FollowUpRow } from './follow-up.queries.js';
import type { ListFollowUpsRequest } from './follow-up.requests.js';
import { FollowUpSight } from './follow-up-sight.js';
import { followUpSubjects } from './follow-up-subject.js';
import type { FollowUpView } from './follow-up.view.js';

/** Follow-ups as people read them: with the record's name, files and comments, a fixed number of statements a page. */
@Injectable()
export class FollowUpReading {
  constructor(
    private readonly queries: FollowUpQueries,
    private readonly sight: FollowUpSight,
    private readonly comments: Comments,
    private readonly attachments: Attachments,
  ) {}

  /** @throws followUpNotFound also where the actor may not read what it is of */
  async get(ctx: Ctx, id: string): Promise<FollowUpView> {
    const row = await this.queries.one(ctx, id);
    if (!row) throw followUpNotFound();
    const [view] = await this.views(ctx, [row]);
    return view!;
  }

  async list(ctx: Ctx, { filter = {}, scope, limit = 20, cursor }: ListFollowUpsRequest): Promise<Page<FollowUpView>> {
    const named = [filter.leadId, filter.customerId, filter.contactId, filter.createdBy].some((each) => each !== undefined);
    const rows = await this.queries.page(ctx, filter, authorsOf(ctx, scope, named), { limit: limit + 1, cursor });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.at, id: last.id }) : null;
    return { items: await this.views(ctx, shown), page: { nextCursor, hasMore: last !== undefined } };
  }

  private async views(ctx: Ctx, rows: FollowUpRow[]): Promise<FollowUpView[]> {
    const ids = rows.map(({ id }) => id);
    const comments = await this.comments.counts(ctx, FOLLOW_UP, ids);
    const files = await this.attachments.of(ctx, FOLLOW_UP, ids);
    await this.sight.apply(ctx, rows);
    return rows.map((row) => {
      const more = { files: files.get(row.id) ?? [], commentCount: comments.get(row.id) ?? 0 };
      return { ...row, ...more } as unknown as FollowUpView;
    });
  }
}

/** Everybody's only where that is served by an index: of a named record or author, or where the actor may read all. */
function authorsOf(ctx: Ctx, asked: ListFollowUpsRequest['scope'], named: boolean): Authors {
  const unbounded = named || followUpSubjects().every(({ object }) => ctx.ability.canEverywhere('read', object));
  if (asked === 'own') return 'own';
  return unbounded && asked !== 'subordinates' ? 'all' : 'subordinates';
}
