import { Inject, Injectable } from '@nestjs/common';
import { ROLE_SOURCE, type RoleSource } from '../../../platform/authz/ability-cache.js';
import { Ability, policies, rulesOf, type RoleGrants } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { previewExceedsOwn } from '../org.errors.js';
import { Administrators } from '../role/administrators.js';
import { GrantRules } from '../role/grant-rules.js';

/** Whom an administrator may look through the eyes of (PERM-10). */
@Injectable()
export class PreviewRules {
  constructor(
    @Inject(ROLE_SOURCE) private readonly roles: RoleSource,
    private readonly administrators: Administrators,
    private readonly grants: GrantRules,
  ) {}

  /**
   * Nobody sees more through somebody else's eyes than through their own: they hold all that the person may do, and read each
   * kind of record of theirs everywhere, because "own" and "subordinates" are other records for another person.
   * @throws previewExceedsOwn
   */
  async check(ctx: Ctx, employeeId: string): Promise<void> {
    if (await this.administrators.includeActor(ctx)) return;
    const roles = await this.roles.rolesOf(ctx.db, employeeId);
    if (roles.some((role) => this.grants.storedExceeds(ctx, role)) || readsMore(ctx, employeeId, roles))
      throw previewExceedsOwn();
  }
}

function readsMore(ctx: Ctx, employeeId: string, roles: RoleGrants[]): boolean {
  const theirs = new Ability(employeeId, policies, rulesOf(employeeId, roles, policies), roles);
  return policies
    .all()
    .some(({ object, actions }) =>
      actions.includes('read') ? theirs.can('read', object) && !ctx.ability.canEverywhere('read', object) : false,
    );
}
