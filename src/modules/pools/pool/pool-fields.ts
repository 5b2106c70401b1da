import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { customKey, type CustomField, type ObjectDescriptor } from '../../../platform/records/index.js';

const MASKABLE = new Set<string>(['text', 'phone', 'email']);
const UNKNOWN = {
  code: 'UNKNOWN_FIELD',
  message: text('没有这个字段,或不能对成员隐藏', 'There is no such field, or it cannot be kept from members.'),
};
const NOT_TEXT = {
  code: 'NOT_MASKABLE',
  message: text('只有文本、电话、邮箱可以遮挡', 'Only texts, phones and e-mail addresses can be masked.'),
};

/** Lists of fields that a pool keeps from its members. */
export interface RestrictedFields {
  hiddenFields?: string[] | undefined;
  maskedFields?: string[] | undefined;
}

/**
 * What people write about a record can be kept from members; where it stands, its status and its times cannot, because
 * the pool works by them.
 * @throws validationFailed with a pointer to each field that cannot
 */
export function checkRestrictedFields(
  descriptor: ObjectDescriptor,
  custom: readonly CustomField[],
  { hiddenFields = [], maskedFields = [] }: RestrictedFields,
): void {
  const types = new Map<string, string>([
    ...descriptor.fields
      .filter((field) => field.importable || field.members)
      .map((field) => [field.key, field.members ?? field.type] as const),
    ...custom.map((field) => [customKey(field.key), field.type] as const),
  ]);
  const issues: Issue[] = [
    ...hiddenFields.flatMap((key, index) => (types.has(key) ? [] : [{ pointer: `/hiddenFields/${index}`, ...UNKNOWN }])),
    ...maskedFields.flatMap((key, index) => maskIssue(types.get(key), index)),
  ];
  if (issues.length > 0) throw validationFailed({}, issues);
}

function maskIssue(type: string | undefined, index: number): Issue[] {
  if (type !== undefined && MASKABLE.has(type)) return [];
  return [{ pointer: `/maskedFields/${index}`, ...(type === undefined ? UNKNOWN : NOT_TEXT) }];
}
