import { text, type Locale, type Text } from '../../i18n/locale.js';
import type { ImportColumn } from './import-column.js';

/** So many choices are named above a column; more would hide the sheet. */
const CHOICES_NAMED = 30;

const FORMS: Partial<Record<ImportColumn['type'], Text>> = {
  phone: text('手机或固话', 'Phone number'),
  date: text('如 2026-01-31', 'Such as 2026-01-31'),
  time: text('如 08:30', 'Such as 08:30'),
  timestamp: text('如 2026-01-31 08:30', 'Such as 2026-01-31 08:30'),
  boolean: text('是 / 否', 'yes / no'),
  integer: text('整数', 'Whole number'),
  person: text('姓名、手机号或工号', 'Name, phone or employee number'),
  department: text('部门名称,如 总部/销售部', 'Name of a department, such as Head office/Sales'),
  place: text('详细地址', 'Address'),
  choices: text('多个用“、”分隔', 'Several, separated by commas'),
};

/** What may stand below each header. */
export const templateNotes = (columns: readonly ImportColumn[], locale: Locale): string[] =>
  columns.map((column) => noteOf(column, locale));

function noteOf({ type, note, choices, labels, required }: ImportColumn, locale: Locale): string {
  const parts = [
    required ? text('必填', 'Required')[locale] : '',
    note?.[locale] ?? '',
    FORMS[type]?.[locale] ?? '',
    choices && choices.length <= CHOICES_NAMED
      ? choices.map(({ label }) => label[locale]).join(locale === 'en' ? ', ' : '、')
      : '',
    labels ? itemsNote(labels.names, locale) : '',
  ];
  return parts.filter((part) => part !== '').join(locale === 'en' ? '; ' : ';');
}

/** The items of small dictionaries; of others, how they are written. */
function itemsNote(names: readonly string[], locale: Locale): string {
  if (names.length <= CHOICES_NAMED) return names.join(locale === 'en' ? ', ' : '、');
  return text(`字典中的名称或路径,如 ${names[1]}`, `Label or path of an item, such as ${names[1]}`)[locale];
}

/** Headers; an asterisk marks the required ones. */
export const templateLabels = (columns: readonly ImportColumn[], locale: Locale): string[] =>
  columns.map(({ label, required }) => `${required ? '*' : ''}${label[locale]}`);

const AS_TEXT = new Set<ImportColumn['type']>([
  'phone',
  'text',
  'longText',
  'reference',
  'time',
  'link',
  'person',
  'department',
  'dictionary',
]);

/** Columns that a spreadsheet program must not take for numbers: phones would lose their form. */
export const templateTexts = (columns: readonly ImportColumn[]): number[] =>
  columns.flatMap(({ type }, at) => (AS_TEXT.has(type) ? [at] : []));
