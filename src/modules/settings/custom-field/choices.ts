import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import type { CustomChoice, CustomFieldType } from '../../../platform/records/index.js';
import type { CustomChoiceRequest } from './custom-field.requests.js';
import { codeFromLabel } from './names.js';

const NOT_FOR_TYPE = text('此类型没有选项', 'Fields of this type have no choices.');
const NEEDED = text('至少需要一个选项', 'There must be at least one choice.');
const CODE_TWICE = text('选项编码重复', 'Another choice has this code.');
const LABEL_TWICE = text('选项名称重复', 'Another choice has this label.');

export const hasChoices = (type: CustomFieldType): boolean => type === 'choice' || type === 'choices';

/**
 * The choices as they are kept: each with a code. Codes are told apart whatever their case, as people read them.
 * @throws validationFailed with a pointer to each fault
 */
export function choicesOf(type: CustomFieldType, asked: readonly CustomChoiceRequest[]): CustomChoice[] {
  const issues = hasChoices(type) ? choiceIssues(asked) : asked.length > 0 ? [issue('', 'NOT_ALLOWED', NOT_FOR_TYPE)] : [];
  if (issues.length > 0) throw validationFailed({}, issues);
  const taken = new Set(asked.flatMap(({ code }) => code ?? []));
  return asked.map(({ code, label, disabled = false }) => {
    const kept = code ?? codeFromLabel(label, taken);
    taken.add(kept);
    return { code: kept, label, disabled };
  });
}

function choiceIssues(asked: readonly CustomChoiceRequest[]): Issue[] {
  if (asked.length === 0) return [issue('', 'TOO_FEW', NEEDED)];
  const codes = asked.map(({ code }) => code?.toLowerCase());
  const labels = asked.map(({ label }) => label);
  return asked.flatMap((_, n) => [
    ...(codes[n] !== undefined && codes.indexOf(codes[n]) < n ? [issue(`/${n}/code`, 'NOT_UNIQUE', CODE_TWICE)] : []),
    ...(labels.indexOf(labels[n]!) < n ? [issue(`/${n}/label`, 'NOT_UNIQUE', LABEL_TWICE)] : []),
  ]);
}

const issue = (pointer: string, code: string, message: Text): Issue => ({ pointer: `/choices${pointer}`, code, message });
