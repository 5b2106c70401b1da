import { validationFailed, type Issue } from '../../errors/index.js';
import { LOCALES, text } from '../../i18n/locale.js';
import type { ImportColumn } from './import-column.js';
import type { MappedColumn } from './row-reader.js';

/** One column of the file and what it fills. */
export interface MappingEntry {
  /** 0-based. */
  column: number;
  /** Its header in the file. */
  label: string | null;
  /** Key of the object's column; null where the file's column is left out. */
  field: string | null;
}

/** Header of the column that error files add. A corrected file is sent again with it, and it means nothing then. */
export const ERRORS_LABEL = text('错误原因', 'Errors');

/** `手机号码(必填) *` and `手机号码` are the same header. */
const plain = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[\s*:_-]/g, '')
    .toLowerCase();

const isErrorsLabel = (label: string): boolean => LOCALES.some((locale) => plain(ERRORS_LABEL[locale]) === plain(label));

/** Answers whether a header means some column, and which. */
export function labelIndex(columns: readonly ImportColumn[]): (label: string) => string | undefined {
  const keys = new Map<string, string>();
  const add = (name: string, key: string): void => void (keys.has(plain(name)) || keys.set(plain(name), key));
  // Labels go before aliases: a custom field called like another field's alias means itself.
  for (const { key, label } of columns) for (const locale of LOCALES) add(label[locale], key);
  for (const { key } of columns) add(key, key);
  for (const { key, aliases = [] } of columns) for (const alias of aliases) add(alias, key);
  return (label) => keys.get(plain(label));
}

/** Maps the file's headers by what they say; the first of two that mean the same is taken. */
export function guessMapping(labels: readonly (string | null)[], columns: readonly ImportColumn[]): MappingEntry[] {
  const keyOf = labelIndex(columns);
  const taken = new Set<string>();
  return labels.map((label, column) => {
    const key = label === null ? undefined : keyOf(label);
    if (key === undefined || taken.has(key)) return { column, label, field: null };
    taken.add(key);
    return { column, label, field: key };
  });
}

/**
 * Takes over which column fills what, leaving out those not named.
 * @throws validationFailed for a column that the file has not, a field that is unknown, or one that is filled twice
 */
export function applyMapping(
  current: readonly MappingEntry[],
  asked: readonly { column: number; field: string | null }[],
  columns: readonly ImportColumn[],
): MappingEntry[] {
  const known = new Set(columns.map(({ key }) => key));
  const fields = new Map<number, string | null>();
  const issues: Issue[] = [];
  for (const [at, { column, field }] of asked.entries()) {
    if (!current.some((entry) => entry.column === column)) issues.push({ pointer: `/mapping/${at}/column`, ...NO_SUCH_COLUMN });
    else if (fields.has(column)) issues.push({ pointer: `/mapping/${at}/column`, ...MAPPED_TWICE });
    if (field !== null && !known.has(field))
      issues.push({ pointer: `/mapping/${at}/field`, ...UNKNOWN_FIELD, params: { field } });
    else if (field !== null && [...fields.values()].includes(field))
      issues.push({ pointer: `/mapping/${at}/field`, ...MAPPED_TWICE });
    fields.set(column, field);
  }
  if (issues.length > 0) throw validationFailed({}, issues);
  return current.map(({ column, label }) => ({ column, label, field: fields.get(column) ?? null }));
}

/** The file's columns that fill something, with what they fill; a field that has gone meanwhile is left out. */
export function mappedColumns(mapping: readonly MappingEntry[], columns: readonly ImportColumn[]): MappedColumn[] {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  return mapping.flatMap(({ column: at, field }) => {
    const column = field === null ? undefined : byKey.get(field);
    return column ? [{ at, column }] : [];
  });
}

/** Required columns that nothing fills. */
export function missingColumns(mapping: readonly MappingEntry[], columns: readonly ImportColumn[]): ImportColumn[] {
  const filled = new Set(mapping.map(({ field }) => field));
  return columns.filter(({ key, required }) => required && !filled.has(key));
}

/** Headers that nobody understood: shown to the sender, who may map them by hand. */
export const unmappedLabels = (mapping: readonly MappingEntry[]): string[] =>
  mapping.flatMap(({ label, field }) => (field === null && label !== null && !isErrorsLabel(label) ? [label] : []));

const NO_SUCH_COLUMN = { code: 'NO_SUCH_COLUMN', message: text('文件中没有这一列', 'The file has no such column.') };
const UNKNOWN_FIELD = {
  code: 'UNKNOWN_FIELD',
  message: text('没有可导入的字段“{field}”', 'There is no importable field {field}.'),
};
const MAPPED_TWICE = { code: 'MAPPED_TWICE', message: text('重复映射', 'This is mapped twice.') };
