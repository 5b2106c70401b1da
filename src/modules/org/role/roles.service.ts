import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { roleInUse, roleIsBuiltin, roleIsFixed } from '../org.errors.js';
import { lockOrganisation } from '../org-lock.js';
import { ADMINISTRATOR } from './administrators.js';
import { GrantRules } from './grant-rules.js';
import { knownGrants, unknownGrants } from './known-grants.js';
import { RoleRows, type RoleRow } from './role-rows.js';
import type { RoleListView, RoleView } from './role.view.js';
import type { CreateRoleRequest, UpdateRoleRequest } from './roles.requests.js';

/** Roles and what they permit (PERM-01). A change holds from the next request on, by the permission version (PERM-09). */
@Injectable()
export class RolesService {
  constructor(
    private readonly rows: RoleRows,
    private readonly rules: GrantRules,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx): Promise<RoleListView> {
    return { items: (await this.rows.list(ctx)).map(roleView), page: { nextCursor: null, hasMore: false } };
  }

  async get(ctx: Ctx, id: string): Promise<RoleView> {
    return roleView(await this.rows.get(ctx, id));
  }

  async create(ctx: Ctx, request: CreateRoleRequest): Promise<RoleView> {
    const role = {
      id: newId(),
      name: request.name,
      description: request.description ?? null,
      grants: request.grants ?? [],
      fieldRules: request.fieldRules ?? [],
    };
    await this.rules.check(ctx, role);
    await this.rules.mustNotExceed(ctx, role);
    await this.rows.insert(ctx, role);
    await this.audit.record(ctx, { action: 'role.created', object: 'role', objectId: role.id, after: role });
    return this.get(ctx, role.id);
  }

  /** A role of its own with the same permissions; the system administrator's `*` cannot be copied. */
  async copy(ctx: Ctx, id: string, name: string): Promise<RoleView> {
    const { description, grants, fieldRules, key } = await this.rows.get(ctx, id);
    if (key === ADMINISTRATOR) throw roleIsFixed();
    return this.create(ctx, { name, description, grants: knownGrants(grants), fieldRules });
  }

  async update(ctx: Ctx, id: string, request: UpdateRoleRequest, ifMatch?: number): Promise<RoleView> {
    const before = await this.rows.lock(ctx, id);
    if (ifMatch !== undefined && ifMatch !== before.version) throw versionMismatch({ currentVersion: before.version });
    if (before.key === ADMINISTRATOR) throw roleIsFixed();
    await this.rules.check(ctx, request);
    const after: RoleRow = {
      ...before,
      name: request.name ?? before.name,
      description: request.description === undefined ? before.description : request.description,
      grants: request.grants ? [...request.grants, ...unknownGrants(before.grants)] : before.grants,
      fieldRules: request.fieldRules ?? before.fieldRules,
    };
    await this.rules.mustNotExceed(ctx, after, before);
    await this.rows.update(ctx, after);
    await this.audit.record(ctx, {
      action: 'role.updated',
      object: 'role',
      objectId: id,
      before: content(before),
      after: content(after),
    });
    return this.get(ctx, id);
  }

  async delete(ctx: Ctx, id: string): Promise<void> {
    await lockOrganisation(ctx);
    const role = await this.rows.lock(ctx, id);
    if (role.key !== null) throw roleIsBuiltin();
    const holders = role.holderCount + role.keyCount;
    if (holders > 0) throw roleInUse({ holders });
    await this.rows.delete(ctx, id);
    await this.audit.record(ctx, { action: 'role.deleted', object: 'role', objectId: id, before: content(role) });
  }
}

const content = ({ name, description, grants, fieldRules }: RoleRow): object => ({ name, description, grants, fieldRules });

const roleView = ({ id, key, name, description, grants, fieldRules, holderCount, version }: RoleRow): RoleView => ({
  id,
  key,
  name,
  description,
  grants: key === ADMINISTRATOR ? grants : knownGrants(grants),
  fieldRules,
  holderCount,
  version,
});
