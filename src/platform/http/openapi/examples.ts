import type { Schema } from './document-types.js';

const BY_FORMAT: Record<string, string> = {
  uuid: '01980000-0000-7000-8000-000000000001',
  'date-time': '2026-11-21T08:00:00.000Z',
  date: '2026-11-21',
  email: 'chen.hai@example.com',
  uri: 'https://example.com/',
  binary: '(file)',
};

/**
 * An example of a body, made of the examples of its members. Members that are neither required nor have an example of
 * their own are left out.
 */
export function exampleOf(schemas: Record<string, Schema>, schema: Schema): unknown {
  if (schema.$ref) return exampleOf(schemas, schemas[schema.$ref.split('/').at(-1)!] ?? {});
  const given = schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const [variant] = schema.oneOf ?? schema.anyOf ?? [];
  if (variant) return exampleOf(schemas, variant);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(schemas, part))) as unknown;
  return byType(schemas, schema);
}

function byType(schemas: Record<string, Schema>, schema: Schema): unknown {
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object':
      return Object.fromEntries(members(schemas, schema));
    case 'array':
      return schema.items ? [exampleOf(schemas, schema.items)] : [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return BY_FORMAT[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, '.').slice(0, schema.maxLength ?? 100);
  }
}

function members(schemas: Record<string, Schema>, { properties = {}, required = [] }: Schema): [string, unknown][] {
  return Object.entries(properties)
    .filter(([name, member]) => required.includes(name) || member.example !== undefined || member.examples !== undefined)
    .map(([name, member]) => [name, exampleOf(schemas, member)]);
}
