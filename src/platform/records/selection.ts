import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Moment } from '../condition/index.js';
import { Catalogue } from './catalogue.js';
import { formulaMoment } from './custom-condition.js';
import { customKey, type CustomField } from './custom-field.js';
import { customReference } from './custom-references.js';
import { formulaSql } from './formula/index.js';
import { isReferenceType, type ReferenceType } from './custom-types.js';
import type { FieldDescriptor } from './descriptor.js';
import { unknownField } from './list.errors.js';

/** What a statement reads of each row: hidden fields are never even fetched. */
export interface Selection {
  fields: readonly FieldDescriptor[];
  /** Names of references to join after the page is cut. */
  references: readonly FieldDescriptor[];
  /** Custom fields whose ids answers show with names, joined in the same way. */
  named: readonly NamedField[];
  columns: Sql;
}

/** When a statement is made: formulas may speak of today. */
type Present = Pick<Moment, 'now' | 'zone'>;

type NamedField = CustomField & { type: ReferenceType };
const isNamed = (field: CustomField): field is NamedField => isReferenceType(field.type);

const ALWAYS = new Set(['id', 'version']);

/**
 * The fields asked for, or all that lists show. With `names`, custom ids become `{ id, name }`, which takes the joins.
 * @throws validationFailed for an unknown or hidden one
 */
export function selectionOf(
  catalogue: Catalogue,
  asked: string | undefined,
  at: Present,
  { detail = false, names = false }: { detail?: boolean; names?: boolean } = {},
): Selection {
  const { descriptor, hidden } = catalogue;
  const wanted = asked?.split(',');
  wanted?.forEach((key) => assertKnown(catalogue, key));
  const fields = descriptor.fields.filter((field) => {
    if (hidden.has(field.key)) return false;
    if (ALWAYS.has(field.key)) return true;
    return wanted ? wanted.includes(field.key) || wanted.includes(field.reference?.key ?? '') : detail || !field.detailOnly;
  });
  const custom = customAsked(catalogue, wanted);
  const named = names ? (custom?.filter(isNamed) ?? []) : [];
  const columns = fields.map((field) => raw(`r.${field.column} AS "${field.key}"`));
  if (custom) columns.push(sql`${customColumn(custom, named, at)} AS custom`);
  return { fields, references: fields.filter((field) => field.reference), named, columns: join(columns, ', ') };
}

/**
 * The same, with what a sight decides by: `extra` are fields that are read for it alone and that no answer shows, neither
 * themselves nor by the name of what they refer to.
 */
export function selectionForSight(
  catalogue: Catalogue,
  asked: string | undefined,
  needs: readonly string[],
  at: Present,
  detail = false,
): SightSelection {
  if (asked !== undefined || catalogue.readsClock) return makeSelection(catalogue, asked, needs, at, detail);
  // what everybody asks for who names no fields is made once
  let usual = made.get(catalogue);
  if (!usual) made.set(catalogue, (usual = new Map()));
  let known = usual.get(detail);
  if (!known) usual.set(detail, (known = makeSelection(catalogue, undefined, needs, at, detail)));
  return known;
}

export interface SightSelection {
  selection: Selection;
  extra: string[];
}

const made = new WeakMap<Catalogue, Map<boolean, SightSelection>>();

function makeSelection(
  catalogue: Catalogue,
  asked: string | undefined,
  needs: readonly string[],
  at: Present,
  detail: boolean,
): SightSelection {
  const shown = selectionOf(catalogue, asked, at, { detail, names: true });
  const missing = catalogue.descriptor.fields.filter(
    ({ key }) => needs.includes(key) && !shown.fields.some((field) => field.key === key),
  );
  const columns = join([shown.columns, ...missing.map(({ column, key }) => raw(`r.${column} AS "${key}"`))], ', ');
  return { selection: { ...shown, columns }, extra: missing.map(({ key }) => key) };
}

/** The custom fields asked for, of those that are neither hidden nor disabled; undefined where none was asked for. */
function customAsked({ descriptor, custom, hidden }: Catalogue, wanted: string[] | undefined): CustomField[] | undefined {
  if (!descriptor.customizable || wanted?.every((key) => key !== 'custom' && !key.startsWith('custom.'))) return undefined;
  const visible = custom.filter((field) => !hidden.has(customKey(field.key)));
  return wanted && !wanted.includes('custom') ? visible.filter((field) => wanted.includes(customKey(field.key))) : visible;
}

/** The custom object of these fields; keys are checked by the table to be plain names. */
function customColumn(fields: readonly CustomField[], named: readonly NamedField[], at: Present): Sql {
  if (fields.length === 0) return raw(`'{}'::jsonb`);
  const keys = fields.map((field) => field.key);
  const names = named.map(
    ({ key, type }, n) =>
      ` || CASE WHEN r.custom ? '${key}' THEN jsonb_build_object('${key}', jsonb_build_object('id', r.custom -> '${key}', 'name', c${n}.${customReference(type).column})) ELSE '{}' END`,
  );
  return sql`(SELECT coalesce(jsonb_object_agg(c.key, c.value), '{}') FROM jsonb_each(r.custom) c WHERE c.key = ANY (${keys}::text[]))${raw(names.join(''))}${computed(fields, at)}`;
}

/** Formulas beside what is stored; those without a value are absent like other empty fields. */
function computed(fields: readonly CustomField[], at: Present): Sql {
  const formulas = fields.flatMap(({ key, tree }) => (tree ? [{ key, tree }] : []));
  if (formulas.length === 0) return empty;
  const moment = formulaMoment(at);
  const pairs = formulas.map(({ key, tree }) => sql`${raw(`'${key}'`)}, (${formulaSql(tree, moment)})::text`);
  return sql` || jsonb_strip_nulls(jsonb_build_object(${join(pairs, ', ')}))`;
}

function assertKnown(catalogue: Catalogue, key: string): void {
  if (key !== 'custom' && !isShown(catalogue, key)) throw unknownField(key);
}

/** Whether answers can show this actor a field, or the name of what it refers to. */
export const isShown = (catalogue: Catalogue, key: string): boolean =>
  catalogue.builtIn(key) !== undefined ||
  catalogue.customField(key) !== undefined ||
  catalogue.descriptor.fields.some((field) => field.reference?.key === key && !catalogue.hidden.has(field.key));

/** The catalogue with these fields readable although a role hides them: what a sight decides by. No answer shows them. */
export const withNeeded = ({ descriptor, custom, hidden }: Catalogue, needs: readonly string[]): Catalogue =>
  new Catalogue(descriptor, custom, new Set([...hidden].filter((key) => !needs.includes(key))));

/** Names of references beside the columns: `ownerId` brings `ownerName`. */
export const referenceColumns = ({ references }: Selection): Sql =>
  references.length === 0
    ? empty
    : raw(`, ${references.map(({ reference }, n) => `n${n}.${reference!.column} AS "${reference!.key}"`).join(', ')}`);

/** The tables that the names come from, joined to row r. */
export const referenceJoins = ({ references, named }: Selection): Sql =>
  raw(
    [
      ...references.map(({ column, reference }, n) => joinRow(`n${n}`, reference!.table, `r.${column}`)),
      ...named.map(({ key, type }, n) => joinRow(`c${n}`, customReference(type).table, `(r.custom ->> '${key}')::uuid`)),
    ].join(' '),
  );

const joinRow = (alias: string, table: string, id: string): string =>
  `LEFT JOIN ${table} ${alias} ON ${alias}.tenant_id = r.tenant_id AND ${alias}.id = ${id}`;
