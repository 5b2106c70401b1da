import type { Locale } from '../../i18n/locale.js';
import type { DraftFile } from './draft-file.js';
import type { ImportColumn } from './import-column.js';
import type { ImportRow } from './import.queries.js';
import type { Verdict } from './import-target.js';
import { importView, rowErrorView, type ImportColumnView, type ImportDraftView, type PreviewRowView } from './import.view.js';
import { missingColumns, unmappedLabels } from './mapping.js';

const ROWS_SHOWN = 20;

/** A draft as its sender sees it. */
export function draftView(
  row: ImportRow,
  file: DraftFile,
  columns: readonly ImportColumn[],
  verdicts: readonly Verdict[],
  locale: Locale,
): ImportDraftView {
  const shown = (list: readonly Verdict[]): PreviewRowView[] =>
    list.slice(0, ROWS_SHOWN).map((verdict) => previewRow(verdict, locale));
  return {
    ...importView(row),
    sheets: file.sheets.map(({ name, hidden }) => ({ name, hidden })),
    columns: columns.map((column) => columnView(column, locale)),
    unmapped: unmappedLabels(row.mapping),
    missing: missingColumns(row.mapping, columns).map((column) => columnView(column, locale)),
    preview: shown(verdicts),
    firstErrors: shown(verdicts.filter(({ outcome }) => outcome === 'failed')),
  };
}

const columnView = ({ key, label, type, required }: ImportColumn, locale: Locale): ImportColumnView => ({
  key,
  label: label[locale],
  type,
  required: required ?? false,
});

const previewRow = ({ row, outcome, issues, warnings = [] }: Verdict, locale: Locale): PreviewRowView => ({
  row: row.row,
  outcome,
  values: row.values,
  errors: issues.map((issue) => rowErrorView(issue, locale)),
  warnings: warnings.map((warning) => rowErrorView(warning, locale)),
});
