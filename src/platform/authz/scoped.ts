import { rulesToAST } from '@casl/ability/extra';
import type { CompoundCondition, Condition as Ast, FieldCondition } from '@ucast/core';
import sql, { join, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { Ability } from './ability.js';
import type { ObjectPolicy } from './policy.js';

/** Which of the permitted records a list is asked for; it only ever narrows. */
export type ListScope = 'own' | 'subordinates' | 'collaborating' | 'sea' | 'all';

/**
 * The SQL of "this actor may do this action to row r" (PERM-06): the same rules that CASL decides in memory. An asked
 * scope takes one branch of them, so that the statement names only what its index serves.
 */
export function scoped(ctx: Ctx, action: string, policy: ObjectPolicy, asked: ListScope = 'all'): Sql {
  const { keeps, within } = policy;
  const permitted = narrowedSql(ctx, action, policy, asked);
  const narrowed = within ? sql`(${permitted} AND ${within(ctx, action)})` : permitted;
  if (!keeps || (action === 'read' && keeps.known)) return narrowed;
  return sql`(${narrowed} AND NOT ${keeps.from(ctx.actor.employeeId)})`;
}

/** Rows r whose data this actor may open, and what hangs below them: readable, and not kept from them. */
export function openTo(ctx: Ctx, policy: ObjectPolicy): Sql {
  const readable = scoped(ctx, 'read', policy);
  return policy.keeps?.known ? sql`(${readable} AND NOT ${policy.keeps.from(ctx.actor.employeeId)})` : readable;
}

function narrowedSql(ctx: Ctx, action: string, policy: ObjectPolicy, asked: ListScope): Sql {
  const permitted = permittedSql(ctx.ability, action, policy);
  const me = ctx.actor.employeeId;
  if (asked === 'sea') return policy.columns?.poolId ? sql`(${policy.columns.poolId} IS NOT NULL AND ${permitted})` : sql`FALSE`;
  if (asked === 'collaborating')
    return policy.collaborating ? sql`(${policy.collaborating.holds(column(policy, 'id'), me)} AND ${permitted})` : sql`FALSE`;
  if (asked === 'all' || !policy.ownerField) return permitted;
  const owner = column(policy, policy.ownerField);
  const scopes = new Set(ctx.ability.rulesFor(action, policy.object).map((rule) => scopeOf(rule.reason)));
  const mine = sql`${owner} = ${me}::uuid`;
  const below = ctx.ability.registry.relation('visibleTo').holds(owner, me);
  const unrestricted = scopes.has('all');
  if (asked === 'own')
    return unrestricted || scopes.has('subordinates') || scopes.has('own') ? mine : sql`(${mine} AND ${permitted})`;
  return unrestricted || scopes.has('subordinates') ? below : sql`(${below} AND ${permitted})`;
}

/** Whether who may see what depends on a relation, so that one statement finds few records for one and very many for another. */
export const reachesByRelation = ({ ability }: Ctx, action: string, policy: ObjectPolicy, asked: ListScope = 'all'): boolean =>
  asked === 'subordinates' || asked === 'collaborating' || (asked !== 'own' && !ability.canEverywhere(action, policy.object));

/** Whether a rule's conditions hold for row r. */
export function ruleSql(ability: Ability, policy: ObjectPolicy, ast: Ast): Sql {
  if (isCompound(ast)) {
    const parts = ast.value.map((part) => ruleSql(ability, policy, part));
    if (ast.operator === 'and') return sql`(${join(parts, ' AND ')})`;
    if (ast.operator === 'or') return sql`(${join(parts, ' OR ')})`;
  }
  if (isField(ast)) return fieldSql(ability, policy, ast);
  throw new Error(`Permission rules know no operator ${ast.operator}`);
}

function fieldSql(ability: Ability, policy: ObjectPolicy, node: FieldCondition): Sql {
  const field = column(policy, node.field);
  if (node.operator === 'eq') return node.value === null ? sql`${field} IS NULL` : sql`${field} = ${node.value}`;
  if (node.operator === 'in') return sql`${field} = ANY (${node.value})`;
  return ability.registry.relation(node.operator).holds(field, node.value as string);
}

/** The SQL of all rules of an ability; `explain` asks each condition alone, by an ability that has no other. */
export function permittedSql(ability: Ability, action: string, policy: ObjectPolicy): Sql {
  if (!ability.can(action, policy.object)) return sql`FALSE`;
  const ast = rulesToAST(ability.casl, action, policy.object);
  if (ast === null) return sql`FALSE`;
  if (isCompound(ast) && ast.value.length === 0) return sql`TRUE`;
  return ruleSql(ability, policy, ast);
}

function column(policy: ObjectPolicy, field: string): Sql {
  const found = policy.columns?.[field];
  if (!found) throw new Error(`The policy of ${policy.object} names no column for ${field}`);
  return found;
}

// Told apart by shape: the package may be loaded twice, once by CASL.
const isCompound = (ast: Ast): ast is CompoundCondition => ast.operator === 'and' || ast.operator === 'or';
const isField = (ast: Ast): ast is FieldCondition => 'field' in ast;
const scopeOf = (reason: string | undefined): string | undefined => (JSON.parse(reason ?? '{}') as { scope?: string }).scope;
