import type { Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ObjectDescriptor } from '../../../platform/records/index.js';
import { Registry } from '../../../platform/registry.js';

export const DUPLICATE_ACTIONS = ['refuse', 'warn', 'allow'] as const;
export type DuplicateAction = (typeof DUPLICATE_ACTIONS)[number];

/** What happens per field when a new record equals an existing one; custom unique fields always refuse. */
export type DuplicateRules = ReadonlyMap<string, DuplicateAction>;

/** What of a record is compared. `id` is left out of the comparison with itself. */
export interface Comparable {
  id?: string;
  custom?: Record<string, unknown>;
}

/** What is compared of row r, and how the index that serves it finds it. */
export interface Match {
  value: Sql;
  where: Sql;
}

/** One built-in field by which records are compared. */
export interface ComparedField {
  /** What an enterprise begins with. */
  action: DuplicateAction;
  /** What counts of a record's value; null where there is nothing to compare. */
  keyOf(record: Comparable): string | null;
  /** Rows r whose key is one of these. */
  match(keys: readonly string[]): Match;
}

/** Port: a kind of record whose duplicates are looked for. Its table has the pool engine's columns. */
export interface Comparison {
  descriptor: ObjectDescriptor;
  /** Rows r that count: what was merged into another record is that one. */
  counted: Sql;
  fields: Readonly<Record<string, ComparedField>>;
  /** Whether whoever may not see a record learns in which department its owner is (客户报备). */
  tellsDepartment: boolean;
  /** Rows r of which this actor learns nothing but that they exist, although they may be listed; never NULL. */
  secret?(ctx: Ctx): Sql;
  /** What else follows from new rules, in the transaction that sets them. */
  rulesChanged?(ctx: Ctx, rules: DuplicateRules): Promise<void>;
}

const registry = new Registry<Comparison>('compared objects');

/** Makes a kind of record known to duplicate control. */
export const registerComparison = (comparison: Comparison): (() => void) =>
  registry.add(comparison.descriptor.object, comparison);

export const comparedObjects = (): string[] => registry.names();

export const comparisonOf = (object: string): Comparison => registry.need(object);
