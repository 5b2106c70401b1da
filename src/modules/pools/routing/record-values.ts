import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { normalisePhone } from '../../../platform/text/index.js';
import { checkCustom, type CustomField, type FieldDescriptor, type ObjectDescriptor } from '../../../platform/records/index.js';

const UNKNOWN = { code: 'UNKNOWN_PROPERTY', message: text('没有这个字段', 'There is no such field.') };
const INVALID = { code: 'VALUE_INVALID', message: text('值的类型或格式不正确', 'The value is not of the right type or form.') };

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
const FORMS: Partial<Record<FieldDescriptor['type'], (value: unknown) => boolean>> = {
  integer: (value) => Number.isSafeInteger(value),
  decimal: (value) => typeof value === 'string' && /^-?\d{1,30}(\.\d{1,30})?$/.test(value),
  money: (value) => typeof value === 'string' && /^-?\d{1,16}(\.\d{1,2})?$/.test(value),
  boolean: (value) => typeof value === 'boolean',
  choices: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  timestamp: (value) => typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value)),
};
const isText = (value: unknown): boolean => typeof value === 'string';

/**
 * Values of a record that does not exist, as rows in memory have them: phones in E.164, empty text is no value.
 * @throws validationFailed with a pointer to each member that is unknown or of a wrong type
 */
export function recordValues(
  descriptor: ObjectDescriptor,
  custom: readonly CustomField[],
  record: Record<string, unknown>,
): Record<string, unknown> {
  const { custom: customInput = {}, ...input } = record;
  const fields = new Map(descriptor.fields.map((field) => [field.key, field]));
  const issues: Issue[] = [];
  const entries = Object.entries(input).map(([key, raw]) => {
    const field = fields.get(key);
    const value = field && valueOf(field, raw);
    if (value === undefined)
      issues.push({
        pointer: `/record/${key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`,
        ...(field ? INVALID : UNKNOWN),
      });
    return [key, value];
  });
  const values = customValues(custom, customInput, issues);
  if (issues.length > 0) throw validationFailed({}, issues);
  return { ...Object.fromEntries(entries), custom: values };
}

/** Undefined where the value is not of the field's type. */
function valueOf({ type }: FieldDescriptor, raw: unknown): unknown {
  if (raw === null || raw === '') return null;
  if (!(FORMS[type] ?? isText)(raw)) return undefined;
  return type === 'phone' ? normalisePhone(raw as string) : raw;
}

function customValues(fields: readonly CustomField[], input: unknown, issues: Issue[]): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    issues.push({ pointer: '/record/custom', ...INVALID });
    return {};
  }
  const checked = checkCustom(fields, input as Record<string, unknown>, false, '/record/custom');
  issues.push(...checked.issues);
  return checked.values;
}
