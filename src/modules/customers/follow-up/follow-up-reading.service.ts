import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Attachments } from '../../../platform/files/index.js';
import { ChangeFeed } from '../../../platform/records/change-feed/index.js';
import { encodeCursor, unknownField, type Page } from '../../../platform/records/index.js';
import { Comments } from '../../feed/index.js';
import { followUpDescriptor } from './follow-up.descriptor.js';
import { FollowUpFields } from './follow-up-fields.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { followUpNotFound } from './follow-up.errors.js';
import { FollowUpQueries, namesRecord, NEWEST_FIRST, type Authors, type FollowUpRow } from './follow-up.queries.js';
import type { FollowUpFeedQuery, FollowUpFilter, ListFollowUpsRequest } from './follow-up.requests.js';
import { FollowUpSight } from './follow-up-sight.js';
import { followUpSubjects } from './follow-up-subject.js';
import type { FollowUpChangesView, FollowUpView } from './follow-up.view.js';

/** So many times the page are looked at where each follow-up must be asked whether the actor may read it. */
const LOOK = 2;

/** Follow-ups as people read them: with the record's name, files and comments, a fixed number of statements a page. */
@Injectable()
export class FollowUpReading {
  constructor(
    private readonly queries: FollowUpQueries,
    private readonly fields: FollowUpFields,
    private readonly sight: FollowUpSight,
    private readonly comments: Comments,
    private readonly attachments: Attachments,
    private readonly changes: ChangeFeed,
  ) {}

  /** @throws followUpNotFound also where the actor may not read what it is of */
  async get(ctx: Ctx, id: string): Promise<FollowUpView> {
    const row = await this.queries.one(ctx, id);
    if (!row) throw followUpNotFound();
    const [view] = await this.views(ctx, [row]);
    return view!;
  }

  /** Where much of what was looked at is not the actor's to read, a page is shorter than asked; its cursor goes on behind all that was looked at. */
  async list(ctx: Ctx, { filter = {}, scope, limit = 20, cursor }: ListFollowUpsRequest): Promise<Page<FollowUpView>> {
    refuseHidden(ctx, filter);
    const where = filter.custom && (await this.fields.where(ctx, filter.custom));
    const isReadable = namesRecord(filter) || readsAll(ctx);
    const look = isReadable ? limit + 1 : limit * LOOK;
    const found = await this.queries.candidates(ctx, filter, authorsOf(ctx, scope, filter), { look, cursor, where });
    const permitted = found.filter((each) => each.permitted);
    const shown = permitted.slice(0, limit);
    const last = permitted.length > limit ? shown.at(-1) : found.length === look ? found.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.at, id: last.id }) : null;
    const ids = shown.map(({ id }) => id);
    const items = ids.length === 0 ? [] : await this.views(ctx, await this.queries.rows(ctx, ids));
    return { items, page: { nextCursor, hasMore: last !== undefined } };
  }

  /** What changed of follow-ups since a cursor, each as the actor may see it. @throws feedRestarted */
  feed(ctx: Ctx, query: FollowUpFeedQuery): Promise<FollowUpChangesView> {
    return this.changes.read<FollowUpView>(ctx, followUpDescriptor, query, async (ids) =>
      this.views(ctx, await this.queries.rows(ctx, await this.queries.readableOnes(ctx, ids))),
    );
  }

  private async views(ctx: Ctx, rows: FollowUpRow[]): Promise<FollowUpView[]> {
    const ids = rows.map(({ id }) => id);
    const comments = await this.comments.counts(ctx, FOLLOW_UP, ids);
    const files = await this.attachments.of(ctx, FOLLOW_UP, ids);
    const custom = await this.fields.of(ctx, ids);
    const shown = rows.map((row) => {
      const own = custom && { custom: custom(row.id) };
      return { ...row, files: files.get(row.id) ?? [], commentCount: comments.get(row.id) ?? 0, ...own };
    });
    await this.sight.apply(ctx, shown);
    return shown as unknown as FollowUpView[];
  }
}

/** A list must not tell by what it leaves out. @throws validationFailed */
function refuseHidden(ctx: Ctx, { method }: FollowUpFilter): void {
  if (method !== undefined && ctx.ability.hiddenFields(FOLLOW_UP).has('method')) throw unknownField('method');
}

const readsAll = (ctx: Ctx): boolean => followUpSubjects().every(({ object }) => ctx.ability.canEverywhere('read', object));

/** Everybody's only where that is served by an index: of a named record, contact or author, or where the actor may read all. */
function authorsOf(ctx: Ctx, asked: ListFollowUpsRequest['scope'], filter: FollowUpFilter): Authors {
  if (asked === 'own') return 'own';
  const isNamed = namesRecord(filter) || 'contactId' in filter || 'createdBy' in filter;
  return (isNamed || readsAll(ctx)) && asked !== 'subordinates' ? 'all' : 'subordinates';
}
