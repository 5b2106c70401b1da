import type { ValidationError } from 'class-validator';
import type { Issue } from '../errors/index.js';
import { text, type Text } from '../i18n/locale.js';

/** Stable code and words of each class-validator rule that our requests use. `{limit}` is the rule's first argument. */
const MESSAGES: Record<string, { code: string; message: Text }> = {
  whitelistValidation: { code: 'UNKNOWN_PROPERTY', message: text('不认识的字段', 'This property is not known.') },
  isDefined: { code: 'REQUIRED', message: text('必填', 'This is required.') },
  isNotEmpty: { code: 'REQUIRED', message: text('必填', 'This is required.') },
  isString: { code: 'NOT_A_STRING', message: text('应为文本', 'This must be text.') },
  isBoolean: { code: 'NOT_A_BOOLEAN', message: text('应为 true 或 false', 'This must be true or false.') },
  isInt: { code: 'NOT_AN_INTEGER', message: text('应为整数', 'This must be a whole number.') },
  isNumber: { code: 'NOT_A_NUMBER', message: text('应为数字', 'This must be a number.') },
  isArray: { code: 'NOT_A_LIST', message: text('应为数组', 'This must be a list.') },
  isObject: { code: 'NOT_AN_OBJECT', message: text('应为对象', 'This must be an object.') },
  isUuid: { code: 'NOT_AN_ID', message: text('应为 UUID', 'This must be a UUID.') },
  isEmail: { code: 'NOT_AN_EMAIL', message: text('邮箱格式不正确', 'This is not an e-mail address.') },
  isUrl: { code: 'NOT_A_URL', message: text('网址格式不正确', 'This is not a web address.') },
  isEnum: { code: 'NOT_ALLOWED', message: text('不是允许的取值', 'This is not one of the allowed values.') },
  isIn: { code: 'NOT_ALLOWED', message: text('不是允许的取值', 'This is not one of the allowed values.') },
  isISO8601: { code: 'NOT_A_TIME', message: text('时间格式应为 RFC 3339', 'This must be an RFC 3339 timestamp.') },
  isDateString: { code: 'NOT_A_TIME', message: text('时间格式应为 RFC 3339', 'This must be an RFC 3339 timestamp.') },
  isTimeZone: { code: 'NOT_A_TIME_ZONE', message: text('不是有效的时区', 'This is not a time zone.') },
  matches: { code: 'WRONG_FORMAT', message: text('格式不正确', 'This does not have the right form.') },
  minLength: { code: 'TOO_SHORT', message: text('内容太短', 'This is too short.') },
  maxLength: { code: 'TOO_LONG', message: text('内容太长', 'This is too long.') },
  isLength: { code: 'WRONG_LENGTH', message: text('长度不符合要求', 'This is too short or too long.') },
  min: { code: 'TOO_SMALL', message: text('数值太小', 'This is too small.') },
  max: { code: 'TOO_LARGE', message: text('数值太大', 'This is too large.') },
  arrayMinSize: { code: 'TOO_FEW', message: text('项目太少', 'There are too few items.') },
  arrayMaxSize: { code: 'TOO_MANY', message: text('项目太多', 'There are too many items.') },
  arrayUnique: { code: 'NOT_UNIQUE', message: text('有重复的项目', 'Some items are there twice.') },
  nestedValidation: { code: 'NOT_AN_OBJECT', message: text('应为对象', 'This must be an object.') },
};

const INVALID = { code: 'INVALID', message: text('内容不正确', 'This is not valid.') };

/** Words one broken rule; a rule's `context: { code, message }` takes precedence. */
export function constraintIssue(pointer: string, rule: string, error: ValidationError): Issue {
  const own = error.contexts?.[rule] as { code: string; message: Text } | undefined;
  return { pointer, ...(own ?? MESSAGES[rule] ?? INVALID) };
}

export const UNKNOWN_PROPERTY = MESSAGES.whitelistValidation!;
