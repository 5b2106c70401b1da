import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { encodeCursor, type Page } from '../../../platform/records/index.js';
import { Comments } from '../comment/comments.service.js';
import { publishedItemNotFound, removalNotFound } from '../feed.errors.js';
import { Removables } from './removables.js';
import { NEWEST_FIRST, RemovalQueries } from './removal.queries.js';
import type { CreateRemovalRequest, ListRemovalsRequest } from './removal.requests.js';
import type { RemovalView } from './removal.view.js';

const NOT_REMOVABLE = text('此类内容不能这样移除', 'This kind of thing is not removed here.');

/** Removes what people have published, and keeps a trace without its content (OPS-03). */
@Injectable()
export class Removals {
  constructor(
    private readonly removables: Removables,
    private readonly queries: RemovalQueries,
    private readonly comments: Comments,
    private readonly attachments: Attachments,
    private readonly audit: AuditLog,
  ) {}

  /** @throws publishedItemNotFound also where the actor may not read it; validationFailed */
  async create(ctx: Ctx, { object, itemId, reason }: CreateRemovalRequest): Promise<RemovalView> {
    const removable = this.removables.of(object);
    if (!removable) throw validationFailed({}, [{ pointer: '/object', code: 'NOT_ALLOWED', message: NOT_REMOVABLE }]);
    const removed = await removable.remove(ctx, itemId);
    if (!removed) throw publishedItemNotFound();
    await this.comments.removeFrom(ctx, object, itemId);
    await this.attachments.purge(ctx, object, [itemId]);
    const id = newId();
    await this.queries.insert(ctx, id, { object, itemId, reason, ...removed });
    await this.audit.record(ctx, { action: 'removal.created', object: 'removal', objectId: id, summary: { object, itemId } });
    return this.get(ctx, id);
  }

  async list(ctx: Ctx, { limit = 20, ...query }: ListRemovalsRequest): Promise<Page<RemovalView>> {
    const rows = await this.queries.list(ctx, query, limit + 1);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(NEWEST_FIRST, { value: last.createdAt, id: last.id }) : null;
    return { items, page: { nextCursor, hasMore: last !== undefined } };
  }

  /** @throws removalNotFound */
  async get(ctx: Ctx, id: string): Promise<RemovalView> {
    const removal = await this.queries.one(ctx, id);
    if (!removal) throw removalNotFound();
    return removal;
  }
}
