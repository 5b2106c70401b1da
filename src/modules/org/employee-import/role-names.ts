import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { RowIssue } from '../../../platform/records/import/index.js';
import { ADMINISTRATOR, Administrators, EVERYBODY } from '../role/administrators.js';
import { GrantRules } from '../role/grant-rules.js';
import { knownGrants } from '../role/known-grants.js';
import { RoleRows, type RoleRow } from '../role/role-rows.js';
import { ROLES } from './employee-import.columns.js';
import { roleNotAllowed, roleUnknown } from './employee-import.issues.js';

/** The roles of an enterprise by name, and which of them this actor may give. */
export class RoleNames {
  private readonly byName: ReadonlyMap<string, RoleRow>;

  constructor(
    roles: readonly RoleRow[],
    private readonly mayGive: (role: RoleRow) => boolean,
  ) {
    this.byName = new Map(roles.map((role) => [role.name.toLowerCase(), role]));
  }

  /** Ids of the roles to be given; none for the role that everybody has anyway. */
  find(name: string): string[] | { issue: RowIssue } {
    const role = this.byName.get(name.toLowerCase());
    if (!role) return { issue: roleUnknown(ROLES, { role: name }) };
    if (role.key === EVERYBODY) return [];
    return this.mayGive(role) ? [role.id] : { issue: roleNotAllowed(ROLES, { role: name }) };
  }
}

/** Reads them under the same rules as for a role that is given by hand. */
@Injectable()
export class RoleNamesReader {
  constructor(
    private readonly rows: RoleRows,
    private readonly rules: GrantRules,
    private readonly administrators: Administrators,
  ) {}

  async of(ctx: Ctx): Promise<RoleNames> {
    const isAdministrator = await this.administrators.includeActor(ctx);
    const mayAssign = ctx.ability.can('assign', 'role');
    return new RoleNames(await this.rows.list(ctx), ({ key, grants, fieldRules }) => {
      if (!mayAssign || isAdministrator) return mayAssign;
      return key !== ADMINISTRATOR && !this.rules.exceeds(ctx, { grants: knownGrants(grants), fieldRules });
    });
  }
}
