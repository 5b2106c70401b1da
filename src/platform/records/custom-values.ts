import type { Issue } from '../errors/index.js';
import { text, type Text } from '../i18n/locale.js';
import { normalisePhone } from '../text/index.js';
import type { CustomField } from './custom-field.js';

const MESSAGES: Record<string, Text> = {
  UNKNOWN_PROPERTY: text('没有这个字段', 'There is no such field.'),
  REQUIRED: text('必填', 'This is required.'),
  NOT_A_STRING: text('应为文本', 'This must be text.'),
  TOO_LONG: text('内容太长', 'This is too long.'),
  NOT_AN_INTEGER: text('应为整数', 'This must be a whole number.'),
  NOT_A_DECIMAL: text('应为十进制数,如 "12.50"', 'This must be a decimal such as "12.50".'),
  NOT_A_DATE: text('日期格式应为 YYYY-MM-DD', 'This must be a date, YYYY-MM-DD.'),
  NOT_A_BOOLEAN: text('应为 true 或 false', 'This must be true or false.'),
  NOT_ALLOWED: text('不是允许的选项', 'This is not one of the choices.'),
  NOT_A_LIST: text('应为数组', 'This must be a list.'),
  NOT_A_PHONE: text('不是有效的电话号码', 'This is not a phone number.'),
};

/** A refusal by its code, or the value as it is stored. */
type Checked = { code: string } | { value: unknown };

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Checks what a client wrote into `custom` and returns it as it is stored: decimals as text, phones in E.164; null
 * empties a field. Creating, absent fields take their default and required ones must be there.
 */
export function checkCustom(
  fields: readonly CustomField[],
  input: Record<string, unknown>,
  creating: boolean,
  pointer = '/custom',
): { values: Record<string, unknown>; issues: Issue[] } {
  const known = new Map(fields.map((field) => [field.key, field]));
  const issues: Issue[] = [];
  const refuse = (key: string, code: string): void =>
    void issues.push({ pointer: `${pointer}/${key}`, code, message: MESSAGES[code]! });
  const values: Record<string, unknown> = {};
  for (const [key, raw] of Object.entries(input)) {
    const field = known.get(key);
    if (!field) refuse(key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1'), 'UNKNOWN_PROPERTY');
    else if (raw === null || raw === '') values[key] = null;
    else {
      const checked = checkCustomValue(field, raw);
      if ('code' in checked) refuse(key, checked.code);
      else values[key] = checked.value;
    }
  }
  for (const field of fields) {
    if (creating && !(field.key in values) && field.defaultValue !== null) values[field.key] = field.defaultValue;
    const empty = creating ? (values[field.key] ?? null) === null : field.key in values && values[field.key] === null;
    if (field.required && empty) refuse(field.key, 'REQUIRED');
  }
  return { values, issues };
}

/** One value against its field's type. */
export function checkCustomValue(field: CustomField, raw: unknown): Checked {
  switch (field.type) {
    case 'text':
      return checkText(raw);
    case 'integer':
      return Number.isSafeInteger(raw) ? { value: raw } : { code: 'NOT_AN_INTEGER' };
    case 'decimal':
      return typeof raw === 'string' && DECIMAL.test(raw) ? { value: raw } : { code: 'NOT_A_DECIMAL' };
    case 'date':
      return typeof raw === 'string' && isDate(raw) ? { value: raw } : { code: 'NOT_A_DATE' };
    case 'boolean':
      return typeof raw === 'boolean' ? { value: raw } : { code: 'NOT_A_BOOLEAN' };
    case 'phone': {
      const phone = typeof raw === 'string' ? normalisePhone(raw) : undefined;
      return phone ? { value: phone } : { code: 'NOT_A_PHONE' };
    }
    case 'choice':
      return isChoice(field, raw) ? { value: raw } : { code: 'NOT_ALLOWED' };
    case 'choices':
      return checkChoices(field, raw);
  }
}

function checkText(raw: unknown): Checked {
  if (typeof raw !== 'string') return { code: 'NOT_A_STRING' };
  return raw.length > 2000 ? { code: 'TOO_LONG' } : { value: raw };
}

function checkChoices(field: CustomField, raw: unknown): Checked {
  if (!Array.isArray(raw)) return { code: 'NOT_A_LIST' };
  return raw.every((each) => isChoice(field, each)) ? { value: [...new Set(raw)] } : { code: 'NOT_ALLOWED' };
}

const isChoice = (field: CustomField, value: unknown): boolean =>
  field.choices.some((choice) => choice.code === value && !choice.disabled);

/** A day of the calendar between 1900 and 9998; `2026-02-30` is none. */
function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return (
    DATE.test(value) && value > '1900' && value < '9999' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
  );
}
