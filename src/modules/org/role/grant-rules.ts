import { Injectable } from '@nestjs/common';
import {
  policies,
  widest,
  withFollowing,
  type FieldRule,
  type Grant,
  type RuleReason,
  type Scope,
} from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { customKey } from '../../../platform/records/custom-field.js';
import { CustomFields } from '../../../platform/records/custom-fields.js';
import { objectDescriptor } from '../../../platform/records/descriptor.js';
import { grantExceedsOwn } from '../org.errors.js';
import { Administrators } from './administrators.js';
import { knownGrants } from './known-grants.js';

/** What a role consists of. */
export interface RoleContent {
  grants: Grant[];
  fieldRules: FieldRule[];
}

const NOTHING: RoleContent = { grants: [], fieldRules: [] };
const UNKNOWN_OBJECT = text('没有这个对象', 'There is no such object.');
const UNKNOWN_ACTION = text('该对象没有这个操作', 'This object has no such action.');
const UNKNOWN_SCOPE = text('该对象不支持这个数据范围', 'This object does not know this scope.');
const UNKNOWN_FIELD = text('该对象没有这个字段', 'This object has no such field.');

/** What roles may consist of, and who may make them so. */
@Injectable()
export class GrantRules {
  constructor(
    private readonly administrators: Administrators,
    private readonly customFields: CustomFields,
  ) {}

  /** @throws validationFailed with all that no policy or descriptor knows */
  async check(ctx: Ctx, { grants, fieldRules }: Partial<RoleContent>): Promise<void> {
    const issues = [...(grants ?? []).flatMap(grantIssues), ...(await this.fieldIssues(ctx, fieldRules ?? []))];
    if (issues.length > 0) throw validationFailed({}, issues);
  }

  /**
   * Nobody but a system administrator makes a role do what they may not do themselves: neither by a grant beyond their own,
   * nor by letting go of a field rule that binds them. What the role could do before is no news.
   * @throws grantExceedsOwn
   */
  async mustNotExceed(ctx: Ctx, role: RoleContent, before: RoleContent = NOTHING): Promise<void> {
    if (await this.administrators.includeActor(ctx)) return;
    if (this.exceeds(ctx, role, before)) throw grantExceedsOwn();
  }

  /** Whether a stored role, which may say `*`, can do more than somebody who is no system administrator. */
  storedExceeds(ctx: Ctx, { grants, fieldRules }: RoleContent): boolean {
    return grants.some(({ object }) => object === '*') || this.exceeds(ctx, { grants: knownGrants(grants), fieldRules });
  }

  /** The same question about somebody who is no system administrator. */
  exceeds(ctx: Ctx, role: RoleContent, before: RoleContent = NOTHING): boolean {
    const fresh = role.grants.filter((grant) => !before.grants.some((old) => covers(old, grant)));
    if (fresh.some((grant) => !held(ctx, grant))) return true;
    const spoken = objectsOf(role);
    const spokenBefore = objectsOf(before);
    return [...spoken].some((object) => this.lifts(ctx, object, role, spokenBefore.has(object) ? before : undefined));
  }

  /** Whether the role lets go of a field rule that binds the actor and that it held to before, if it spoke of the object. */
  private lifts(ctx: Ctx, object: string, role: RoleContent, before: RoleContent | undefined): boolean {
    const bound = [
      ...[...ctx.ability.hiddenFields(object)].map((field) => ({ object, field, access: 'hidden' as const })),
      ...[...ctx.ability.readOnlyFields(object)].map((field) => ({ object, field, access: 'readOnly' as const })),
    ];
    return bound.some((rule) => !binds(role, rule) && (before === undefined || binds(before, rule)));
  }

  private async fieldIssues(ctx: Ctx, rules: FieldRule[]): Promise<Issue[]> {
    const objects = [...new Set(rules.map((rule) => rule.object))].filter((object) => objectDescriptor(object));
    const known = new Map<string, Set<string>>();
    for (const object of objects) {
      // one cached look-up a kind of object, of which there are few
      const custom = await this.customFields.of(ctx, object);
      known.set(
        object,
        new Set([...objectDescriptor(object)!.fields.map((field) => field.key), ...custom.map((field) => customKey(field.key))]),
      );
    }
    return rules.flatMap(({ object, field }, n) => {
      if (!policies.has(object)) return [issue(`/fieldRules/${n}/object`, 'UNKNOWN_OBJECT', UNKNOWN_OBJECT)];
      return known.get(object)?.has(field) === false ? [issue(`/fieldRules/${n}/field`, 'UNKNOWN_FIELD', UNKNOWN_FIELD)] : [];
    });
  }
}

function grantIssues({ object, actions, scope }: Grant, n: number): Issue[] {
  if (!policies.has(object)) return [issue(`/grants/${n}/object`, 'UNKNOWN_OBJECT', UNKNOWN_OBJECT)];
  const policy = policies.get(object);
  return [
    ...actions.flatMap((action, m) =>
      policy.actions.includes(action) ? [] : [issue(`/grants/${n}/actions/${m}`, 'UNKNOWN_ACTION', UNKNOWN_ACTION)],
    ),
    ...(scope === 'none' || policy.scopes.includes(scope) ? [] : [issue(`/grants/${n}/scope`, 'UNKNOWN_SCOPE', UNKNOWN_SCOPE)]),
  ];
}

const issue = (pointer: string, code: string, message: Text): Issue => ({ pointer, code, message });

/** The objects that a role speaks of: those of its grants, and those that follow from them. */
const objectsOf = ({ grants, fieldRules }: RoleContent): Set<string> =>
  new Set(withFollowing([{ roleId: '', roleName: '', grants, fieldRules }], policies)[0]!.grants.map(({ object }) => object));

/** Whether the actor holds every action of the grant in at least this scope. */
function held(ctx: Ctx, { object, actions, scope }: Grant): boolean {
  if (object === '*' || actions.includes('*')) return false;
  return actions.every((action) => {
    const scopes = ctx.ability
      .rulesFor(action, object)
      .flatMap((rule) => (JSON.parse(rule.reason ?? '{}') as RuleReason).scope ?? []);
    return includes(scopes, scope);
  });
}

/** Whether a grant that was there already says all that the new one says. */
const covers = (old: Grant, grant: Grant): boolean =>
  (old.object === grant.object || old.object === '*') &&
  (old.actions.includes('*') || grant.actions.every((action) => old.actions.includes(action))) &&
  includes([old.scope], grant.scope);

/** `widest` drops what the others include. */
const includes = (scopes: Scope[], scope: Scope): boolean => {
  const asked = { scope };
  return !widest([...scopes.map((each) => ({ scope: each })), asked]).includes(asked);
};

const binds = (role: RoleContent, wanted: FieldRule): boolean =>
  role.fieldRules.some(
    (rule) =>
      rule.object === wanted.object && rule.field === wanted.field && (rule.access === 'hidden' || rule.access === wanted.access),
  );
