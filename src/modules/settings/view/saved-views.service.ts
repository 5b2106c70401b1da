import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Condition } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { forbidden, versionMismatch } from '../../../platform/errors/index.js';
import { isShown, isSortable, type Catalogue } from '../../../platform/records/index.js';
import { tooManyViews, viewNotFound } from '../settings.errors.js';
import { DefaultViewQueries } from './default-view.queries.js';
import { available, SavedViewQueries, shared, type SavedViewRow, type ViewValues } from './saved-view.queries.js';
import type { CreateViewRequest, ListViewsRequest, UpdateViewRequest } from './saved-view.requests.js';
import type { SavedViewListView, SavedViewView, ViewGroupView } from './saved-view.view.js';
import { ViewAudiences, type Audience } from './view-audiences.js';
import { unavailableFields, ViewChecks } from './view-checks.js';

/** Views of one object that a person has, and that are shared by anybody: lists of them are not paged. */
const MOST = { own: 100, shared: 300 };

const NEW: ViewValues = { name: '', audience: 'nobody', condition: null, columns: [], sort: null, buttons: [], position: 0 };

/** Saved views of lists (VIEW-01). */
@Injectable()
export class SavedViewsService {
  constructor(
    private readonly queries: SavedViewQueries,
    private readonly defaults: DefaultViewQueries,
    private readonly checks: ViewChecks,
    private readonly audiences: ViewAudiences,
    private readonly audit: AuditLog,
  ) {}

  /** @throws objectNotFound, forbidden for all shared views without the permission to change them */
  async list(ctx: Ctx, { object, scope }: ListViewsRequest): Promise<SavedViewListView> {
    const catalogue = await this.checks.catalogue(ctx, object);
    if (scope === 'shared' && !administers(ctx)) throw forbidden();
    const rows = await this.queries.list(ctx, object, scope === 'shared' ? shared : available(ctx));
    return { items: rows.map((row) => view(catalogue, row)), default: await this.defaults.of(ctx, object) };
  }

  /** @throws viewNotFound */
  async get(ctx: Ctx, id: string): Promise<SavedViewView> {
    const row = (await this.queries.find(ctx, id, available(ctx))) ?? (await this.ofOthers(ctx, id));
    if (!row || !ctx.ability.can('read', row.object)) throw viewNotFound();
    return view(await this.checks.catalogue(ctx, row.object), row);
  }

  /** @throws objectNotFound, validationFailed, forbidden, tooManyViews */
  async create(ctx: Ctx, body: CreateViewRequest): Promise<SavedViewView> {
    const catalogue = await this.checks.catalogue(ctx, body.object);
    const condition = this.checks.read(catalogue, body);
    const audience = await this.audiences.read(ctx, body.sharedWith ?? null);
    await this.queries.takeTurn(ctx, body.object);
    await this.mustFit(ctx, body.object, audience, true);
    const id = newId();
    await this.queries.insert(ctx, id, body.object, merged(NEW, body, condition, audience));
    await this.queries.replaceGroups(ctx, id, audience.groups);
    return this.noted(ctx, id, 'savedView.created', audience.audience);
  }

  /** @throws viewNotFound, forbidden, versionMismatch, validationFailed, tooManyViews */
  async update(ctx: Ctx, id: string, body: UpdateViewRequest, ifMatch?: number): Promise<SavedViewView> {
    const before = await this.take(ctx, id, ifMatch);
    const condition = this.checks.read(await this.checks.catalogue(ctx, before.object), body);
    const audience = body.sharedWith === undefined ? undefined : await this.audiences.read(ctx, body.sharedWith);
    if (audience && before.audience === 'nobody') await this.mustFit(ctx, before.object, audience, false);
    if (audience?.audience === 'nobody' && before.ownerId !== ctx.actor.employeeId) throw forbidden();
    await this.queries.update(ctx, id, merged(before, body, condition, audience));
    if (audience) await this.queries.replaceGroups(ctx, id, audience.groups);
    return this.noted(ctx, id, 'savedView.updated', before.audience, audience?.audience);
  }

  /** @throws viewNotFound, forbidden, versionMismatch */
  async remove(ctx: Ctx, id: string, ifMatch?: number): Promise<void> {
    const before = await this.take(ctx, id, ifMatch);
    await this.queries.remove(ctx, id);
    if (before.audience === 'nobody') return;
    const { object, name } = before;
    await this.audit.record(ctx, { action: 'savedView.deleted', object: 'savedView', objectId: id, before: { object, name } });
  }

  /** Locks a view for a change: its author's, or a shared one by who may change those. */
  private async take(ctx: Ctx, id: string, ifMatch: number | undefined): Promise<SavedViewRow> {
    const seen = (await this.queries.find(ctx, id, available(ctx))) ?? (await this.ofOthers(ctx, id));
    if (!seen || !ctx.ability.can('read', seen.object)) throw viewNotFound();
    await this.queries.takeTurn(ctx, seen.object);
    const row = (await this.queries.find(ctx, id, available(ctx), { lock: true })) ?? (await this.ofOthers(ctx, id));
    if (!row) throw viewNotFound();
    if (row.ownerId !== ctx.actor.employeeId && !administers(ctx)) throw forbidden();
    if (ifMatch !== undefined && ifMatch !== row.version) throw versionMismatch({ currentVersion: row.version });
    return row;
  }

  private async ofOthers(ctx: Ctx, id: string): Promise<SavedViewRow | undefined> {
    return administers(ctx) ? this.queries.find(ctx, id, shared) : undefined;
  }

  private async mustFit(ctx: Ctx, object: string, { audience }: Audience, isNew: boolean): Promise<void> {
    const has = await this.queries.count(ctx, object, ctx.actor.employeeId);
    const tooMany = (isNew && has.own >= MOST.own) || (audience !== 'nobody' && has.shared >= MOST.shared);
    if (tooMany) throw tooManyViews(MOST);
  }

  /** What others work with stands in the audit log; what is one's own is nobody's business. */
  private async noted(ctx: Ctx, id: string, action: string, ...audiences: (string | undefined)[]): Promise<SavedViewView> {
    const after = await this.get(ctx, id);
    const { object, name, condition, columns, sort, sharedWith } = after;
    if (audiences.some((each) => each !== undefined && each !== 'nobody'))
      await this.audit.record(ctx, {
        action,
        object: 'savedView',
        objectId: id,
        after: { object, name, condition, columns, sort, sharedWith },
      });
    return after;
  }
}

const administers = (ctx: Ctx): boolean => ctx.ability.can('update', 'savedView');

function merged(
  before: ViewValues,
  body: UpdateViewRequest,
  condition: Condition | null | undefined,
  audience?: Audience,
): ViewValues {
  const { name = before.name, columns = before.columns, buttons = before.buttons, position = before.position } = body;
  return {
    name,
    columns,
    buttons,
    position,
    sort: body.sort === undefined ? before.sort : body.sort,
    condition: condition === undefined ? before.condition : (condition as Record<string, unknown> | null),
    audience: audience?.audience ?? before.audience,
  };
}

function view(catalogue: Catalogue, row: SavedViewRow): SavedViewView {
  const { audience, groups, columns, sort, ...rest } = row;
  const of = (wanted: string): ViewGroupView[] =>
    groups.filter(({ kind }) => kind === wanted).map(({ id, name }) => ({ id, name }));
  return {
    ...rest,
    columns: columns.filter((key) => isShown(catalogue, key)),
    sort: sort !== null && isSortable(catalogue, sort) ? sort : null,
    sharedWith:
      audience === 'nobody' ? null : { everyone: audience === 'everyone', roles: of('role'), departments: of('department') },
    unavailableFields: unavailableFields(catalogue, row),
  };
}
