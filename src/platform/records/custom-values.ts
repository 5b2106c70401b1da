import type { Issue } from '../errors/index.js';
import { text, type Text } from '../i18n/locale.js';
import { checkers, type Checked } from './custom-checkers.js';
import type { CustomField } from './custom-field.js';

const MESSAGES: Record<string, Text> = {
  UNKNOWN_PROPERTY: text('没有这个字段', 'There is no such field.'),
  REQUIRED: text('必填', 'This is required.'),
  NOT_A_STRING: text('应为文本', 'This must be text.'),
  TOO_LONG: text('内容太长', 'This is too long.'),
  NOT_AN_INTEGER: text('应为整数', 'This must be a whole number.'),
  NOT_A_DECIMAL: text('应为十进制数,如 "12.50"', 'This must be a decimal such as "12.50".'),
  NOT_MONEY: text('应为最多两位小数的金额,如 "12800.00"', 'This must be an amount such as "12800.00".'),
  NOT_A_DATE: text('日期格式应为 YYYY-MM-DD', 'This must be a date, YYYY-MM-DD.'),
  NOT_A_TIME: text('时间格式应为 HH:MM', 'This must be a time of day, HH:MM.'),
  NOT_A_BOOLEAN: text('应为 true 或 false', 'This must be true or false.'),
  NOT_ALLOWED: text('不是允许的选项', 'This is not one of the choices.'),
  NOT_A_LIST: text('应为数组', 'This must be a list.'),
  NOT_A_PHONE: text('不是有效的电话号码', 'This is not a phone number.'),
  NOT_AN_EMAIL: text('邮箱格式不正确', 'This is not an e-mail address.'),
  NOT_A_LINK: text('应为 http 或 https 网址', 'This must be an http or https address.'),
  NOT_AN_ID: text('应为 id', 'This must be an id.'),
  TOO_MANY_FILES: text('文件太多', 'There are too many files.'),
  READ_ONLY: text('由公式计算,不能填写', 'This is computed by a formula and not written.'),
  NOT_A_PLACE: text(
    '应为地址,或连同坐标系一起给出的经纬度',
    'This must have an address, or longitude and latitude with their coordinate system.',
  ),
};

/**
 * Checks what a client wrote into `custom` and returns it as it is stored: decimals as text, phones in E.164, places in
 * WGS-84, references by id; null empties a field. Creating, absent fields take their default and required ones must be
 * there. Whether ids exist, `unchoosable` tells, and of files `FieldFiles.claim`.
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
    const given = Object.hasOwn(input, field.key);
    if (creating && !given && field.defaultValue !== null) values[field.key] = field.defaultValue;
    const empty = given ? values[field.key] === null : creating && !Object.hasOwn(values, field.key);
    if (field.required && empty) refuse(field.key, 'REQUIRED');
  }
  return { values, issues };
}

/** One value against its field's type. */
export const checkCustomValue = (field: CustomField, raw: unknown): Checked => checkers[field.type](raw, field);
