import type { Ctx } from '../context/ctx.js';
import type { Issue } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import { customKey, type CustomField } from './custom-field.js';
import type { ObjectDescriptor } from './descriptor.js';

const REQUIRED = text('必填', 'This is required.');

/** Whether the actor's field rules let them write a field; nobody is asked for what they cannot give. */
export function isWritable(ctx: Ctx, object: string): (key: string) => boolean {
  const hidden = ctx.ability.hiddenFields(object);
  const readOnly = ctx.ability.readOnlyFields(object);
  return (key) => !hidden.has(key) && !readOnly.has(key);
}

/** The custom fields with what the actor's form requires of them. */
export const asRequired = (
  ctx: Ctx,
  object: string,
  fields: readonly CustomField[],
  layout: ReadonlySet<string>,
): CustomField[] => {
  const writable = isWritable(ctx, object);
  return fields.map((field) => {
    const key = customKey(field.key);
    return { ...field, required: (field.required || layout.has(key)) && writable(key) };
  });
};

/** Issues with built-in fields that the form requires and the body leaves empty; a change may leave them out. */
export function missingBuiltIn(
  ctx: Ctx,
  { object, fields }: ObjectDescriptor,
  layout: ReadonlySet<string>,
  body: object,
  creating: boolean,
): Issue[] {
  const writable = isWritable(ctx, object);
  const values = body as Record<string, unknown>;
  return fields
    .filter(({ key }) => layout.has(key) && writable(key) && isEmpty(values[key]) && (creating || values[key] !== undefined))
    .map(({ key }) => ({ pointer: `/${key}`, code: 'REQUIRED', message: REQUIRED }));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
