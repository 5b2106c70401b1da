import { buildMongoQueryMatcher } from '@casl/ability';
import type { FieldCondition } from '@ucast/core';
import type { PolicyRegistry } from './policy.js';

/** Members of each relation for one employee: relation name → values. */
export type RelationMembers = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * CASL's matcher for rules with our relations. With members it decides rows in memory as SQL would; without, it only
 * parses the rules, and asking it about a row is a programming error.
 */
export function relationMatcher(registry: PolicyRegistry, members?: RelationMembers) {
  const instructions = Object.fromEntries(registry.relations().map((r) => [`$${r.name}`, { type: 'field' as const }]));
  const interpreters = Object.fromEntries(
    registry.relations().map((r) => [
      r.name,
      (node: FieldCondition, row: unknown, { get }: { get: (row: unknown, field: string) => unknown }) => {
        if (!members) throw new Error(`Only the database knows ${r.name}`);
        return members.get(r.name)?.has(get(row, node.field) as string) ?? false;
      },
    ]),
  );
  return buildMongoQueryMatcher(instructions as never, interpreters as never);
}
