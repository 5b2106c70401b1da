import { DECORATORS } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { Schema } from './document-types.js';

/** `@format uuid` in a comment is not among the tags that the generator knows; it leaves them in the description. */
const FORMAT = /(?:^|\n)@format (\S+)(?=\n|$)/;

/** Puts a schema's own notes into the keywords that they mean, at every depth. */
export function finishSchema(schema: Schema): void {
  const format = FORMAT.exec(schema.description ?? '');
  if (format?.[1]) {
    schema.format = format[1];
    schema.description = schema.description!.replace(FORMAT, '').trim();
  }
  if (schema.description === '') delete schema.description;
  for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.allOf ?? []), ...(schema.oneOf ?? [])])
    finishSchema(inner);
  if (schema.items) finishSchema(schema.items);
}

/** TypeScript has one kind of number; `@IsInt` knows better, and the generator does not ask it. */
export function markIntegers(): void {
  for (const [target, rules] of getMetadataStorage()['validationMetadatas'] as Map<
    object,
    { name?: string; propertyName: string; each: boolean }[]
  >) {
    const { prototype } = target as { prototype?: object };
    if (!prototype) continue;
    for (const { propertyName } of rules.filter(({ name, each }) => name === 'isInt' && !each))
      markInteger(prototype, propertyName);
  }
}

function markInteger(prototype: object, property: string): void {
  const known = (Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES, prototype, property) ?? {}) as Schema;
  if (known.type !== undefined && known.type !== (Number as unknown)) return;
  Reflect.defineMetadata(DECORATORS.API_MODEL_PROPERTIES, { ...known, type: 'integer' }, prototype, property);
  const names = (Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES_ARRAY, prototype) ?? []) as string[];
  if (!names.includes(`:${property}`))
    Reflect.defineMetadata(DECORATORS.API_MODEL_PROPERTIES_ARRAY, [...names, `:${property}`], prototype);
}
