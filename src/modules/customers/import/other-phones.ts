import { text } from '../../../platform/i18n/locale.js';
import type { CellValue, ImportColumn, RowIssue } from '../../../platform/records/import/index.js';
import { notAPhone } from '../../../platform/records/import/index.js';
import { normalisePhone } from '../../../platform/text/index.js';
import { tooManyPhones } from './customer-import.issues.js';

const MOST = 20;

/** Phones beside the main one, in one cell. */
export const OTHER_PHONES: ImportColumn = {
  key: 'otherPhones',
  label: text('其他电话', 'Other phones'),
  type: 'choices',
  aliases: ['备用电话', '电话2', '其他手机', 'further phones'],
};

/** The phones of a cell in E.164, or what is wrong with them. */
export function otherPhonesOf(value: CellValue | undefined): { phones: string[] } | { issue: RowIssue } {
  const phones = ((value ?? []) as string[]).map((each) => normalisePhone(each));
  if (phones.some((each) => each === undefined)) return { issue: notAPhone(OTHER_PHONES.key) };
  return phones.length > MOST ? { issue: tooManyPhones(OTHER_PHONES.key) } : { phones: [...new Set(phones as string[])] };
}
