import { Injectable } from '@nestjs/common';
import { packRules } from '@casl/ability/extra';
import sql from 'sql-template-tag';
import { policies, SCOPES, type ObjectPolicy, type Rule, type Scope } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { customKey } from '../../../platform/records/custom-field.js';
import { CustomFields } from '../../../platform/records/custom-fields.js';
import { objectDescriptor } from '../../../platform/records/descriptor.js';
import { actionLabel } from './action-labels.js';
import type {
  CatalogueFieldView,
  CatalogueObjectView,
  MyPermissionsView,
  PermissionCatalogueView,
  RelationMembersView,
} from './permission.view.js';

/** So many members of a relation are told to front ends; beyond, they ask the API. */
const MOST_MEMBERS = 2000;

const SCOPE_LABELS: Record<Scope, Text> = {
  none: text('无', 'None'),
  own: text('本人', 'Own'),
  collaborating: text('本人及联合跟进', 'Own and collaborating'),
  subordinates: text('本人及下属', 'Own and subordinates'),
  department: text('本部门', 'Department'),
  departmentAndBelow: text('本部门及下级部门', 'Department and below'),
  all: text('全部', 'All'),
};

/** What can be permitted, and what is permitted to the asker (PERM-05, PERM-07). */
@Injectable()
export class PermissionsService {
  constructor(private readonly customFields: CustomFields) {}

  async catalogue(ctx: Ctx): Promise<PermissionCatalogueView> {
    const objects: CatalogueObjectView[] = [];
    // one cached look-up a kind of object
    for (const policy of policies.all())
      objects.push({ ...described(ctx, policy), fields: await this.fields(ctx, policy.object) });
    return { objects };
  }

  async mine(ctx: Ctx): Promise<MyPermissionsView> {
    const { ability } = ctx;
    const objects = policies.all().map((policy) => policy.object);
    const fields = objects
      .map((object) => ({ object, hidden: [...ability.hiddenFields(object)], readOnly: [...ability.readOnlyFields(object)] }))
      .filter(({ hidden, readOnly }) => hidden.length > 0 || readOnly.length > 0);
    return {
      employeeId: ctx.actor.employeeId,
      rules: packRules(ability.rules),
      relations: await this.relations(ctx, namedRelations(ability.rules)),
      fields,
      menus: objects.filter((object) => ability.can('read', object)),
    };
  }

  private async relations(ctx: Ctx, names: string[]): Promise<RelationMembersView[]> {
    const views: RelationMembersView[] = [];
    // a statement for each of the few relations that there are, on one connection
    for (const name of names) {
      const members = policies.relation(name).members(ctx.actor.employeeId);
      const rows = await ctx.db.query<{ id: string }>(sql`SELECT DISTINCT m.id FROM (${members}) m LIMIT ${MOST_MEMBERS + 1}`);
      views.push({ name, members: rows.slice(0, MOST_MEMBERS).map((row) => row.id), truncated: rows.length > MOST_MEMBERS });
    }
    return views;
  }

  private async fields(ctx: Ctx, object: string): Promise<CatalogueFieldView[]> {
    const descriptor = objectDescriptor(object);
    if (!descriptor) return [];
    const custom = await this.customFields.of(ctx, object);
    return [
      ...descriptor.fields.map(({ key, label }) => ({ key, label: label[ctx.locale] })),
      ...custom.map(({ key, label }) => ({ key: customKey(key), label })),
    ];
  }
}

function described(ctx: Ctx, policy: ObjectPolicy): Omit<CatalogueObjectView, 'fields'> {
  return {
    object: policy.object,
    label: policy.label[ctx.locale],
    actions: policy.actions.map((action) => ({ action, label: actionLabel(action)[ctx.locale] })),
    scopes: SCOPES.filter((scope) => policy.scopes.includes(scope)).map((scope) => ({
      scope,
      label: SCOPE_LABELS[scope][ctx.locale],
    })),
  };
}

/** Relations that the conditions of the rules name: `{ ownerId: { $visibleTo: … } }`. */
function namedRelations(rules: Rule[]): string[] {
  const operators = rules.flatMap((rule) =>
    Object.values(rule.conditions ?? {}).flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.keys(value) : [],
    ),
  );
  return [...new Set(operators.map((operator) => operator.slice(1)))].filter((name) =>
    policies.relations().some((relation) => relation.name === name),
  );
}
