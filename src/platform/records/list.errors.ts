import { problem, validationFailed, type Issue, type Problem } from '../errors/index.js';
import { text, type Text } from '../i18n/locale.js';
import type { ConditionInvalid } from '../condition/index.js';

export const searchTooBroad = problem(
  422,
  'SEARCH_TOO_SHORT',
  text('请输入至少两个字,或电话的后四位', 'Enter two characters or more, or the last four digits of a phone.'),
);

const invalid = (pointer: string, code: string, message: Text, params?: Record<string, unknown>): Problem =>
  validationFailed({}, [{ pointer, code, message, ...(params ? { params } : {}) }]);

export const unknownSort = (field: string): Problem =>
  invalid('?sort', 'NOT_SORTABLE', text('不能按“{field}”排序', 'Lists cannot be sorted by {field}.'), { field });
export const unknownField = (field: string): Problem =>
  invalid('?fields', 'UNKNOWN_FIELD', text('没有字段“{field}”', 'There is no field {field}.'), { field });
export const unknownView = (): Problem =>
  invalid('?view', 'UNKNOWN_VIEW', text('没有这个视图', 'There is no such view of this object.'));
export const invalidCursor = (): Problem =>
  invalid(
    '?cursor',
    'INVALID_CURSOR',
    text('游标无效,请从第一页重新开始', 'This cursor is not valid here; start again from the first page.'),
  );
export const pageTooFar = (): Problem =>
  invalid(
    '?page',
    'PAGE_TOO_FAR',
    text('页码 × 每页条数不能超过 10000,请用游标翻页', 'page × limit goes up to 10 000; use the cursor beyond.'),
  );
export const cursorAndPage = (): Problem =>
  invalid('?page', 'CURSOR_AND_PAGE', text('游标与页码不能同时使用', 'Use either a cursor or a page number.'));

const CONDITION_WORDS: Record<string, Text> = {
  CONDITION_MALFORMED: text('条件格式不正确', 'This condition is not well-formed.'),
  CONDITION_UNKNOWN_PROPERTY: text('条件中有不认识的成员', 'This condition has an unknown member.'),
  CONDITION_TOO_DEEP: text('条件嵌套过深', 'Conditions are nested too deeply.'),
  CONDITION_TOO_LARGE: text('条件过多', 'There are too many conditions.'),
  CONDITION_UNKNOWN_FIELD: text('没有这个字段', 'There is no such field.'),
  CONDITION_OPERATOR_NOT_ALLOWED: text('该字段不支持此运算', 'This field does not take this operator.'),
  CONDITION_VALUE_NOT_ALLOWED: text('此运算不需要值', 'This operator takes no value.'),
  CONDITION_VALUE_INVALID: text('值的类型或格式不正确', 'The value is not of the right type or form.'),
  CONDITION_VALUE_NOT_A_CHOICE: text('不是该字段的选项', 'This is not one of the choices of the field.'),
  CONDITION_LIST_LENGTH: text('列表为空或过长', 'The list is empty or too long.'),
};

/** The issues of a condition as a 400; `prefix` says where in the request it stood. */
export function conditionProblem(error: ConditionInvalid, prefix: string): Problem {
  return validationFailed(
    {},
    error.issues.map((issue): Issue => ({
      pointer: prefix + issue.pointer,
      code: issue.code,
      message: CONDITION_WORDS[issue.code] ?? CONDITION_WORDS.CONDITION_MALFORMED!,
      ...(issue.params ? { params: issue.params } : {}),
    })),
  );
}
