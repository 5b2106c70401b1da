import type { Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { Text } from '../i18n/locale.js';
import { inDepartmentOf, inDepartmentTreeOf, visibleTo, type Relation } from './relation.js';
import type { Scope } from './grant.js';
import { Registry } from '../registry.js';

/** Conditions of a rule: field → value or `{ $relation: employeeId }`; all must hold. */
export type RuleConditions = Record<string, string | null | Record<`$${string}`, unknown>>;

/** A rule that does not come from a role's scope: what membership, for example, adds. */
export interface StandingRule {
  actions: string[];
  conditions: RuleConditions;
  reason: string;
  /** The action on the object that a role must grant in some scope for the rule to hold: the action itself when absent, nothing when null. */
  requires?: string | null;
}

/** Records whose data are kept from people although rules permit them (PERM-04): nothing may be done to them but reading. */
export interface Kept {
  /** Rows r that are kept from this employee. Never NULL. */
  from(employeeId: string): Sql;
  /** Whether reading shows that they are there, and no more, which is the object's sight's to do; otherwise they are not there. */
  known: boolean;
}

/** Whoever is granted an action on the object is granted these on what follows it, in the same scope unless another is named. */
export interface Following {
  object: string;
  grants: Readonly<Record<string, readonly string[]>>;
  scope?: Scope;
}

/** What a module says once about who may do what to its records. */
export interface ObjectPolicy {
  object: string;
  label: Text;
  /** Actions that roles may grant. */
  actions: readonly string[];
  /** Those of them that only a person may do who has signed in: no API key ever holds them. */
  inPerson?: readonly string[];
  /** The kinds of records that it hangs below. */
  follows?: readonly Following[];
  /** Scopes that make sense; objects without owner know only `all`. */
  scopes: readonly Scope[];
  /** The field that own, subordinate and department scopes look at. */
  ownerField?: string;
  /** SQL of each field that rules name, on the alias `r` of the object's table. */
  columns?: Record<string, Sql>;
  relations?: readonly Relation[];
  /** Ids of records on which an employee collaborates: what the list scope `collaborating` shows. The policy names the column `id`. */
  collaborating?: Relation;
  keeps?: Kept;
  /** Rows r to which what they are of admits the action, beside the rules: no rule reaches beyond them. Never NULL. */
  within?: (ctx: Ctx, action: string) => Sql;
  /** Rules beyond roles' scopes, for this employee: for example records in pools of which they are a member. */
  standing?(employeeId: string): StandingRule[];
}

const OWNER_RELATIONS = [visibleTo, inDepartmentOf, inDepartmentTreeOf];

/** All policies of the program. Modules register theirs at start; nothing is permitted on an object without one. */
export class PolicyRegistry {
  private readonly policies = new Registry<ObjectPolicy>('policies');
  private readonly relationsByName = new Map<string, Relation>(OWNER_RELATIONS.map((r) => [r.name, r]));

  /** @returns what takes the policy out again @throws Error when its object has one */
  register(policy: ObjectPolicy): () => void {
    const withdraw = this.policies.add(policy.object, policy);
    for (const relation of policy.relations ?? []) this.relationsByName.set(relation.name, relation);
    return withdraw;
  }

  get(object: string): ObjectPolicy {
    return this.policies.need(object);
  }

  has(object: string): boolean {
    return this.policies.get(object) !== undefined;
  }

  all(): ObjectPolicy[] {
    return this.policies.all();
  }

  relation(name: string): Relation {
    const relation = this.relationsByName.get(name);
    if (!relation) throw new Error(`There is no relation ${name}`);
    return relation;
  }

  relations(): Relation[] {
    return [...this.relationsByName.values()];
  }
}

/** The one registry of the process: policies are declarations, the same for every application instance. */
export const policies = new PolicyRegistry();
