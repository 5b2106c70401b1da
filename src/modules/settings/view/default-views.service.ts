import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { DefaultViewQueries } from './default-view.queries.js';
import { SavedViewQueries } from './saved-view.queries.js';
import type { PutDefaultViewsRequest } from './saved-view.requests.js';
import type { DefaultViewsView, MyDefaultViewView } from './saved-view.view.js';
import { ViewChecks } from './view-checks.js';

const NO_VIEW = text('没有这个视图', 'There is no such view of this object.');
const NOT_FOR_ALL = text('此视图并非所有人可见', 'Not everybody has this view.');
const NOT_FOR_ROLE = text('此视图未共享给该角色', 'This view is not shared with the role.');
const NO_ROLE = text('没有这个角色', 'There is no such role.');

/** What lists begin with: the nearest choice that the person still has wins (VIEW-01). */
@Injectable()
export class DefaultViewsService {
  constructor(
    private readonly queries: DefaultViewQueries,
    private readonly views: SavedViewQueries,
    private readonly checks: ViewChecks,
    private readonly audit: AuditLog,
  ) {}

  /** @throws objectNotFound */
  async get(ctx: Ctx, object: string): Promise<DefaultViewsView> {
    await this.checks.catalogue(ctx, object);
    const rows = await this.queries.chosen(ctx, object);
    const everyone = rows.find(({ kind }) => kind === 'everyone');
    return {
      object,
      everyone: everyone ? { id: everyone.viewId, name: everyone.viewName } : null,
      roles: rows
        .filter(({ kind }) => kind === 'role')
        .map(({ groupId, roleName, viewId, viewName }) => ({ roleId: groupId, roleName: roleName!, viewId, viewName })),
    };
  }

  /** @throws objectNotFound, validationFailed with a pointer to each view that those concerned do not have */
  async put(ctx: Ctx, object: string, body: PutDefaultViewsRequest): Promise<DefaultViewsView> {
    await this.checks.catalogue(ctx, object);
    await this.views.takeTurn(ctx, object);
    const issues = await this.issues(ctx, object, body);
    if (issues.length > 0) throw validationFailed({}, issues);
    await this.queries.replaceForOthers(ctx, object, [
      ...(body.everyone === null ? [] : [{ kind: 'everyone' as const, groupId: ctx.tenantId, viewId: body.everyone }]),
      ...body.roles.map(({ roleId, viewId }) => ({ kind: 'role' as const, groupId: roleId, viewId })),
    ]);
    await this.audit.record(ctx, { action: 'savedView.defaultsChosen', object: 'savedView', summary: { object }, after: body });
    return this.get(ctx, object);
  }

  /** @throws objectNotFound */
  async getOwn(ctx: Ctx, object: string): Promise<MyDefaultViewView> {
    await this.checks.catalogue(ctx, object);
    return { object, default: await this.queries.of(ctx, object) };
  }

  /** @throws objectNotFound, validationFailed for a view that the actor does not have */
  async putOwn(ctx: Ctx, object: string, viewId: string | null): Promise<MyDefaultViewView> {
    await this.checks.catalogue(ctx, object);
    if (viewId !== null && !(await this.queries.has(ctx, object, viewId)))
      throw validationFailed({}, [issue('/viewId', NO_VIEW)]);
    await this.queries.replaceOwn(ctx, object, viewId);
    return this.getOwn(ctx, object);
  }

  private async issues(ctx: Ctx, object: string, { everyone, roles }: PutDefaultViewsRequest): Promise<Issue[]> {
    const viewIds = [...(everyone === null ? [] : [everyone]), ...roles.map(({ viewId }) => viewId)];
    const views = new Map((await this.queries.choosable(ctx, object, viewIds)).map((each) => [each.id, each]));
    const roleIds = await this.views.existing(
      ctx,
      roles.map(({ roleId }) => roleId),
      [],
    );
    const ofEveryone = everyone === null ? undefined : views.get(everyone.toLowerCase());
    const issues = everyone === null || ofEveryone?.everyone ? [] : [issue('/everyone', ofEveryone ? NOT_FOR_ALL : NO_VIEW)];
    for (const [n, { roleId, viewId }] of roles.entries()) {
      const view = views.get(viewId.toLowerCase());
      if (!roleIds.has(roleId.toLowerCase())) issues.push(issue(`/roles/${n}/roleId`, NO_ROLE));
      else if (!view) issues.push(issue(`/roles/${n}/viewId`, NO_VIEW));
      else if (!view.everyone && !view.roleIds.includes(roleId.toLowerCase()))
        issues.push(issue(`/roles/${n}/viewId`, NOT_FOR_ROLE));
    }
    return issues;
  }
}

const issue = (pointer: string, message: Text): Issue => ({
  pointer,
  code: message === NOT_FOR_ALL || message === NOT_FOR_ROLE ? 'NOT_SHARED' : 'NOT_FOUND',
  message,
});
