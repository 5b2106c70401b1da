import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { isInScope, narrowed, policies, withFollowing, type RoleGrants } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { EVERYBODY } from '../role/administrators.js';
import { GrantRules } from '../role/grant-rules.js';

const NO_SUCH_PERMISSION = text('没有这个权限', 'There is no such permission.');
const NOT_FOR_KEYS = text('该权限只能由登录用户行使', 'Only people who have signed in can do this, no API key.');

interface Wanted {
  scopes: string[];
  roleIds: string[];
  expiresAt: string | null;
}

/** What a key may consist of, and who may make it so (ACC-11). */
@Injectable()
export class KeyRules {
  constructor(private readonly grants: GrantRules) {}

  /**
   * Nobody makes a key that can do what they could not grant: its roles count as far as its scopes leave of them.
   * @throws Problem VALIDATION_FAILED, REFERENCE_INVALID, GRANT_EXCEEDS_OWN
   */
  async check(ctx: Ctx, { scopes, roleIds, expiresAt }: Wanted): Promise<void> {
    const issues = [...scopes.flatMap(scopeIssues), ...pastIssues(ctx, expiresAt)];
    if (issues.length > 0) throw validationFailed({}, issues);
    const roles = withFollowing(await this.roles(ctx, roleIds), policies);
    for (const role of narrowed(roles, scopes, policies)) await this.grants.mustNotExceed(ctx, role);
  }

  private async roles(ctx: Ctx, ids: string[]): Promise<RoleGrants[]> {
    const roles = await ctx.db.query<RoleGrants & Record<string, unknown>>(sql`
      SELECT id AS "roleId", name AS "roleName", grants, field_rules AS "fieldRules" FROM roles
      WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) AND key IS DISTINCT FROM ${EVERYBODY} FOR KEY SHARE`);
    const known = new Set(roles.map(({ roleId }) => roleId));
    const issues = ids.flatMap((id, n) => (known.has(id) ? [] : [roleIssue(n)]));
    if (issues.length > 0) throw referenceInvalid({}, issues);
    return roles;
  }
}

function scopeIssues(scope: string, n: number): Issue[] {
  const [object, action] = scope.split(':') as [string, string];
  const pointer = `/scopes/${n}`;
  const policy = policies.has(object) ? policies.get(object) : undefined;
  const named = policy?.actions.filter((each) => action === '*' || each === action) ?? [];
  if (!policy || named.length === 0) return [{ pointer, code: 'UNKNOWN_PERMISSION', message: NO_SUCH_PERMISSION }];
  return named.some((each) => isInScope([scope], policy, each)) ? [] : [{ pointer, code: 'NOT_FOR_KEYS', message: NOT_FOR_KEYS }];
}

const pastIssues = (ctx: Ctx, expiresAt: string | null): Issue[] =>
  expiresAt !== null && Date.parse(expiresAt) <= ctx.now.getTime()
    ? [{ pointer: '/expiresAt', code: 'IN_THE_PAST', message: text('须晚于当前时间', 'This must lie in the future.') }]
    : [];

const roleIssue = (n: number): Issue => ({
  pointer: `/roleIds/${n}`,
  code: 'ROLE_NOT_FOUND',
  message: text('没有可以授予的这个角色', 'There is no such role to give.'),
});
