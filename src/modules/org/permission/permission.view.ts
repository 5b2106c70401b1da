import { ApiProperty } from '@nestjs/swagger';
import { SCOPES, type Scope } from '../../../platform/authz/index.js';

export class CatalogueActionView {
  /** @example "read" */
  action!: string;

  /** @example "查看" */
  label!: string;
}

export class CatalogueScopeView {
  @ApiProperty({ enum: SCOPES })
  scope!: Scope;

  /** @example "本人" */
  label!: string;
}

export class CatalogueFieldView {
  /** What field rules call it; fields of the enterprise's own are `custom.key`. */
  key!: string;

  label!: string;
}

export class CatalogueObjectView {
  /** @example "lead" */
  object!: string;

  /** @example "线索" */
  label!: string;

  actions!: CatalogueActionView[];

  /** Scopes that its grants can have. */
  scopes!: CatalogueScopeView[];

  /** Fields that field rules can name; empty where the object has none to bind. */
  fields!: CatalogueFieldView[];
}

/** Everything that a role can be made of, labelled in the asker's language. */
export class PermissionCatalogueView {
  objects!: CatalogueObjectView[];
}

/** The members of a relation that rules speak of. */
export class RelationMembersView {
  /**
   * What rules call it, without the `$`.
   * @example "visibleTo"
   */
  name!: string;

  /** Values of the field for which the relation holds. */
  members!: string[];

  /** There are more than these 2 000: do not decide by them, ask the API. */
  truncated!: boolean;
}

/** Fields of an object that are bound for the asker. */
export class BoundFieldsView {
  /** @example "lead" */
  object!: string;

  /** Never in any answer. */
  hidden!: string[];

  /** Shown, but refused in requests. */
  readOnly!: string[];
}

/**
 * What the asker may do, for front ends that decide with CASL exactly as the server does. `rules` are packed by
 * `packRules`; conditions hold plain values or a relation, `{ "ownerId": { "$visibleTo": "…" } }`, whose members stand in
 * `relations`. In a front end, with `@casl/ability` 7:
 *
 * ```ts
 * import { buildMongoQueryMatcher, createMongoAbility } from '@casl/ability';
 * import { unpackRules } from '@casl/ability/extra';
 *
 * const members = new Map(mine.relations.map((r) => [r.name, new Set(r.members)]));
 * const instructions = Object.fromEntries(mine.relations.map((r) => [`$${r.name}`, { type: 'field' }]));
 * const interpreters = Object.fromEntries(
 *   mine.relations.map((r) => [r.name, (node, row, { get }) => members.get(r.name).has(get(row, node.field))]),
 * );
 * const ability = createMongoAbility(unpackRules(mine.rules), {
 *   conditionsMatcher: buildMongoQueryMatcher(instructions, interpreters),
 *   detectSubjectType: (row) => row.__object,
 * });
 * ability.can('update', { __object: 'lead', ...lead });
 * ```
 *
 * Ask again when an answer is 403 unexpectedly: roles and superiors take effect with the next request.
 */
export class MyPermissionsView {
  /** @format uuid */
  employeeId!: string;

  /** CASL rules as `packRules` packs them: action, subject, conditions, inverted, fields, reason. */
  @ApiProperty({ type: 'array', items: { type: 'array', items: {} } })
  rules!: unknown[][];

  relations!: RelationMembersView[];

  /** Objects with hidden or read-only fields; all other fields are free. */
  fields!: BoundFieldsView[];

  /**
   * Objects whose pages the asker may open: those they may read (PERM-05).
   * @example ["employee", "lead"]
   */
  menus!: string[];
}
