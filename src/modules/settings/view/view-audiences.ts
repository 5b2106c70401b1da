import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { SavedViewQueries, type SavedViewRow, type ViewGroup } from './saved-view.queries.js';
import type { ViewAudienceRequest } from './saved-view.requests.js';

const NO_ROLE = text('没有这个角色', 'There is no such role.');
const NO_DEPARTMENT = text('没有这个部门', 'There is no such department.');
const NOBODY = text('请选择所有人、角色或部门', 'Choose everybody, roles or departments.');

export interface Audience {
  audience: SavedViewRow['audience'];
  groups: Omit<ViewGroup, 'name'>[];
}

/** Who is to have a view. */
@Injectable()
export class ViewAudiences {
  constructor(private readonly queries: SavedViewQueries) {}

  /** @throws forbidden for who may not share, validationFailed with a pointer to each role and department that is none */
  async read(ctx: Ctx, asked: ViewAudienceRequest | null): Promise<Audience> {
    if (asked === null) return { audience: 'nobody', groups: [] };
    if (!ctx.ability.can('share', 'savedView')) throw forbidden();
    if (asked.everyone) return { audience: 'everyone', groups: [] };
    const { roleIds = [], departmentIds = [] } = asked;
    if (roleIds.length + departmentIds.length === 0)
      throw validationFailed({}, [{ pointer: '/sharedWith', code: 'REQUIRED', message: NOBODY }]);
    const existing = await this.queries.existing(ctx, roleIds, departmentIds);
    const missing = (ids: string[], member: string, message: Issue['message']): Issue[] =>
      ids.flatMap((id, n) =>
        existing.has(id.toLowerCase()) ? [] : [{ pointer: `/sharedWith/${member}/${n}`, code: 'NOT_FOUND', message }],
      );
    const issues = [...missing(roleIds, 'roleIds', NO_ROLE), ...missing(departmentIds, 'departmentIds', NO_DEPARTMENT)];
    if (issues.length > 0) throw validationFailed({}, issues);
    const groups = (ids: string[], kind: ViewGroup['kind']) => ids.map((id) => ({ kind, id }));
    return { audience: 'groups', groups: [...groups(roleIds, 'role'), ...groups(departmentIds, 'department')] };
  }
}
