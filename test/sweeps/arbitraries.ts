import fc, { type Arbitrary } from 'fast-check';
import { document, type Operation } from './operations.js';

type Schema = Record<string, unknown>;

/** What a careless or hostile client sends where something else is expected. */
const NASTY: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    1e308,
    2 ** 53,
    -(2 ** 31) - 1,
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\u202e公海',
    "' OR 1=1 --",
    '%',
    '_',
    '{}',
    '[object Object]',
    'NaN',
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    { $ne: null },
    { __proto__: { x: 1 } },
    { constructor: { prototype: {} } },
    ['a', 1, null],
    { toString: 1 },
  ),
  fc.constant('海'.repeat(20_000)),
  fc.constant(Array.from({ length: 2000 }, (_, n) => n)),
  fc.constant('9'.repeat(400)),
  fc.constantFrom(
    '2026-02-30',
    '0000-00-00',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00Z',
    'infinity',
    '-infinity',
    'now',
    '25:61',
    'P1Y',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uuid(),
);

/** Values that a schema describes; often, and everywhere, something else instead when `wild`. */
export function valueOf(schema: Schema, wild: boolean, depth = 0): Arbitrary<unknown> {
  const described = describedValue(resolve(schema), wild, depth);
  return wild ? fc.oneof({ weight: 6, arbitrary: described }, { weight: 1, arbitrary: NASTY }) : described;
}

function describedValue(schema: Schema, wild: boolean, depth: number): Arbitrary<unknown> {
  const example = schema.example ?? (schema.examples as unknown[] | undefined)?.[0];
  const options: Arbitrary<unknown>[] = example === undefined ? [] : [fc.constant(example)];
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const variants = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
  if (variants) return fc.oneof(...variants.map((variant) => valueOf(variant, wild, depth + 1)));
  for (const type of [(schema.type ?? 'string') as string | string[]].flat()) options.push(byType(type, schema, wild, depth));
  return fc.oneof(...options);
}

function byType(type: string, schema: Schema, wild: boolean, depth: number): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({
        min: (schema.minimum as number | undefined) ?? -5,
        max: (schema.maximum as number | undefined) ?? 2_000_000_000,
      });
    case 'array':
      return fc.array(valueOf((schema.items as Schema | undefined) ?? {}, wild, depth + 1), { maxLength: 3 });
    case 'object':
      return objectOf(schema, wild, depth);
    default:
      return text(schema);
  }
}

function text({ format, minLength = 0, maxLength = 60 }: Schema): Arbitrary<unknown> {
  if (format === 'uuid') return fc.uuid({ version: 7 });
  if (format === 'date-time')
    return fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  return fc.string({ unit: 'grapheme', minLength: minLength as number, maxLength: Math.min(maxLength as number, 60) });
}

/** Required members always, others at times; among wild ones members that nobody knows, and missing ones. */
function objectOf(schema: Schema, wild: boolean, depth: number): Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, depth > 5 ? fc.constant(null) : valueOf(member, wild, depth + 1)]),
  );
  const known = fc.record(members, { requiredKeys: wild ? [] : required.filter((name) => name in members) });
  const isOpen = schema.additionalProperties !== undefined && schema.additionalProperties !== false;
  if (!wild && !isOpen) return known;
  return fc
    .tuple(
      known,
      fc.dictionary(
        fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('__proto__', 'constructor', '', 'a.b', 'a[b]')),
        NASTY,
        { maxKeys: 2 },
      ),
    )
    .map(([a, b]) => ({ ...b, ...a }));
}

const resolve = (schema: Schema): Schema =>
  typeof schema.$ref === 'string' ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;

/** A query of the operation's parameters, and of unknown ones when wild. */
export function queryOf({ query }: Operation, wild: boolean): Arbitrary<Record<string, unknown>> {
  const members = Object.fromEntries(query.map(({ name, schema }) => [name, valueOf(schema, wild)]));
  const known = fc.record(members, { requiredKeys: [] });
  return wild
    ? fc.tuple(known, fc.dictionary(fc.string({ maxLength: 8 }), NASTY, { maxKeys: 1 })).map(([a, b]) => ({ ...a, ...b }))
    : known;
}

/** An id in the path: of a row that is there, of none, or no id at all. */
export const idOf = (present: string | undefined): Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: present === undefined ? fc.uuid({ version: 7 }) : fc.constant(present) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constantFrom('x', '0', '\0', '%', '../..', '公海', '1'.repeat(150), 'null') },
  );
