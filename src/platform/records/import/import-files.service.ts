import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import { scratchFile, type Download } from '../../files/index.js';
import type { Locale } from '../../i18n/locale.js';
import { type Cell, csvWriter, type SheetWriter, xlsxWriter } from '../../spreadsheet/index.js';
import { ImportQueries, type FailedRow, type ImportRow } from './import.queries.js';
import type { SheetFormat } from './import.requests.js';
import { Imports } from './imports.service.js';
import { ImportTargets } from './import-target.js';
import { ERRORS_LABEL } from './mapping.js';
import { issueText } from './row-issue.js';
import { templateNotes, templateLabels, templateTexts } from './template.js';

const PAGE = 1000;

/** Spreadsheets that imports hand out: the template to fill, and the rows to correct. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly imports: Imports,
    private readonly queries: ImportQueries,
    private readonly targets: ImportTargets,
  ) {}

  /** An empty sheet with the headers that the import understands, and above each what may stand below it. */
  async template(ctx: Ctx, object: string, format: SheetFormat): Promise<Download> {
    const columns = await this.imports.columns(ctx, object);
    const { label } = this.targets.get(object).descriptor;
    const file = await scratchFile(async (out) => {
      const sheet = open(out, format, {
        name: label[ctx.locale],
        header: templateNotes(columns, ctx.locale),
        texts: templateTexts(columns),
      });
      await sheet.write([templateLabels(columns, ctx.locale)]);
      await sheet.close();
    });
    const fileName = `${label[ctx.locale]}${ctx.locale === 'en' ? ' import template' : '导入模板'}.${format}`;
    return { ...file, fileName };
  }

  /** The rows that failed, as they stood, with what is wrong in a last column: to be corrected and sent again. */
  async errors(ctx: Ctx, object: string, id: string, format: SheetFormat): Promise<Download> {
    const row = await this.queries.get(ctx, object, id);
    const labels = row.mapping.map(({ label }) => label ?? '');
    const texts = labels.map((_, at) => at);
    const file = await scratchFile(async (out) => {
      const sheet = open(out, format, { name: ERRORS_LABEL[ctx.locale], header: [...labels, ERRORS_LABEL[ctx.locale]], texts });
      await this.writeErrors(ctx, row, sheet);
      await sheet.close();
    });
    return { ...file, fileName: `${row.fileName.replace(/\.[^.]*$/, '')}-${ERRORS_LABEL[ctx.locale]}.${format}` };
  }

  private async writeErrors(ctx: Ctx, row: ImportRow, sheet: SheetWriter): Promise<void> {
    const labels = new Map(row.mapping.map(({ field, label }) => [field, label]));
    let after = -1;
    let rows: FailedRow[];
    do {
      rows = await this.queries.failedRows(ctx, row.id, after, PAGE);
      await sheet.write(rows.map((failed) => cellsOf(failed, row.mapping.length, labels, ctx.locale)));
      after = rows.at(-1)?.row ?? after;
    } while (rows.length === PAGE);
  }
}

/** Cells beyond the headers are left out, so that the errors stand under theirs. */
function cellsOf(
  { cells, issues }: FailedRow,
  width: number,
  labels: ReadonlyMap<string | null, string | null>,
  locale: Locale,
): Cell[] {
  const words = issues.map((issue) => {
    const label = issue.column === null ? undefined : labels.get(issue.column);
    return label ? `${label}: ${issueText(issue, locale)}` : issueText(issue, locale);
  });
  return [...Array.from({ length: width }, (_, at) => cells[at] ?? null), words.join('; ')];
}

function open(
  out: Writable,
  format: SheetFormat,
  { name, header, texts }: { name: string; header: string[]; texts: number[] },
): SheetWriter {
  return format === 'csv'
    ? csvWriter(out, header)
    : xlsxWriter(out, { sheetName: name, header, textColumns: texts, widths: header.map(() => 20) });
}
