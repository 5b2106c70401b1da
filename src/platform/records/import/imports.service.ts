import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import { newId } from '../../database/ids.js';
import { validationFailed, versionMismatch } from '../../errors/index.js';
import { fileGone, FileStore, type ReceivedFile } from '../../files/index.js';
import { text } from '../../i18n/locale.js';
import { Jobs, type JobView } from '../../jobs/index.js';
import type { PageInfo } from '../page.js';
import { readRows } from '../../spreadsheet/index.js';
import { draftView } from './draft.view.js';
import { inspectFile } from './draft-file.js';
import type { ImportColumn } from './import-column.js';
import { ImportColumns } from './import-columns.js';
import { importFinished, importIncomplete, importStarted, importUndone, readingSpreadsheet } from './import.errors.js';
import { ImportPlan } from './import-plan.js';
import { ImportQueries, type ImportRow } from './import.queries.js';
import type { ChangeImportRequest, ListFailedRowsRequest, ListImportsRequest } from './import.requests.js';
import { IMPORT_JOB } from './import-run.js';
import { ImportTargets } from './import-target.js';
import {
  failedRowView,
  importView,
  warnedRowView,
  type FailedRowListView,
  type ImportDraftView,
  type ImportListView,
  type ImportView,
  type WarnedRowListView,
} from './import.view.js';
import { applyMapping, guessMapping, labelIndex, missingColumns } from './mapping.js';

const SURVEYED_AT_ONCE = 1000;

/** A request to change a draft, with the import rules of its object. */
export type ImportChange = ChangeImportRequest & { options?: object };

/** Imports from the upload to the result (LEAD-06, OPS-02). */
@Injectable()
export class Imports {
  constructor(
    private readonly targets: ImportTargets,
    private readonly queries: ImportQueries,
    private readonly importColumns: ImportColumns,
    private readonly files: FileStore,
    private readonly jobs: Jobs,
  ) {}

  /** Makes a draft of an uploaded file, mapped as well as its headers tell. @throws Problem for a file that cannot be read */
  async receive(ctx: Ctx, object: string, file: ReceivedFile): Promise<ImportDraftView> {
    const { sheet, ...others } = file.fields;
    refuseUnknown(Object.keys(others));
    const id = newId();
    await this.queries.insert(ctx, {
      id,
      object,
      fileName: file.name,
      fileKey: file.key,
      options: this.targets.get(object).defaults as Record<string, unknown>,
    });
    file.keep();
    const row = { ...(await this.queries.get(ctx, object, id)), sheet: sheet ?? null };
    return this.inspect(ctx, row, { headersAnew: true });
  }

  /** @throws Problem IMPORT_STARTED, VERSION_MISMATCH, VALIDATION_FAILED */
  async change(
    ctx: Ctx,
    object: string,
    id: string,
    { sheet, headerRow, mapping, options }: ImportChange,
    version?: number,
  ): Promise<ImportDraftView> {
    const row = await this.queries.lock(ctx, object, id);
    if (version !== undefined && version !== row.version) throw versionMismatch({ currentVersion: row.version });
    if (row.status !== 'draft') throw importStarted();
    const target = this.targets.get(object);
    const rules = { ...row.options, ...definedOf(options ? ((await target.keep?.(options)) ?? options) : {}) };
    if (options) await target.check(ctx, rules);
    const changed = { ...row, options: rules, version: row.version + 1 };
    if (sheet !== undefined && sheet !== row.sheet) Object.assign(changed, { sheet, headerRow: null });
    if (headerRow !== undefined) Object.assign(changed, { headerRow });
    const headersAnew = changed.sheet !== row.sheet || changed.headerRow !== row.headerRow;
    return this.inspect(ctx, changed, { headersAnew, ...(mapping ? { mapping } : {}) });
  }

  /**
   * Starts a draft, or lets a failed or cancelled import go on behind its last settled row.
   * @throws Problem IMPORT_INCOMPLETE, IMPORT_FINISHED, IMPORT_UNDONE, FILE_GONE
   */
  async start(ctx: Ctx, object: string, id: string): Promise<JobView> {
    const row = await this.queries.lock(ctx, object, id);
    if (row.status !== 'draft' && row.status !== 'failed' && row.status !== 'cancelled') throw importFinished();
    if (row.undoStatus !== null) throw importUndone();
    if (row.fileKey === null) throw fileGone();
    const missing = missingColumns(row.mapping, await this.columns(ctx, object));
    if (missing.length > 0) throw importIncomplete({}, missing.map(missingIssue));
    const job = this.jobs.start(ctx, {
      kind: IMPORT_JOB,
      input: { importId: id, object },
      ...(row.rowEstimate === null ? {} : { total: row.rowEstimate }),
    });
    await this.queries.start(ctx, id, job.id);
    return job;
  }

  async list(ctx: Ctx, object: string, { limit = 20, cursor }: ListImportsRequest): Promise<ImportListView> {
    const rows = await this.queries.list(ctx, object, limit, cursor);
    const items = rows.slice(0, limit).map((row) => this.shown(importView(row), object));
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  async get(ctx: Ctx, object: string, id: string): Promise<ImportView> {
    return this.shown(importView(await this.queries.get(ctx, object, id)), object);
  }

  async failedRows(
    ctx: Ctx,
    object: string,
    id: string,
    { limit = 20, cursor = 0 }: ListFailedRowsRequest,
  ): Promise<FailedRowListView> {
    await this.queries.get(ctx, object, id);
    const rows = await this.queries.failedRows(ctx, id, cursor, limit + 1);
    return pageOfRows(rows, limit, (row) => failedRowView(row, ctx.locale));
  }

  async warnedRows(
    ctx: Ctx,
    object: string,
    id: string,
    { limit = 20, cursor = 0 }: ListFailedRowsRequest,
  ): Promise<WarnedRowListView> {
    await this.queries.get(ctx, object, id);
    const rows = await this.queries.warnedRows(ctx, id, cursor, limit + 1);
    return pageOfRows(rows, limit, (row) => warnedRowView(row, ctx.locale));
  }

  /** All columns that this person may import. */
  columns(ctx: Ctx, object: string): Promise<ImportColumn[]> {
    return this.importColumns.of(ctx, object);
  }

  /** Looks into the file, saves the draft and shows what would become of it. */
  private async inspect(
    ctx: Ctx,
    row: ImportRow,
    { headersAnew, mapping }: { headersAnew: boolean; mapping?: ChangeImportRequest['mapping'] },
  ): Promise<ImportDraftView> {
    const { fileKey, fileName, sheet, headerRow } = row;
    if (fileKey === null) throw fileGone();
    const columns = await this.columns(ctx, row.object);
    const known = labelIndex(columns);
    const file = await this.files.withLocal(fileKey, (path) =>
      readingSpreadsheet(() =>
        inspectFile({ path, fileName }, { sheet, headerRow, known: (label) => known(label) !== undefined }),
      ),
    );
    const current = headersAnew ? guessMapping(file.header.labels, columns) : row.mapping;
    const draft: ImportRow = {
      ...row,
      headerRow: file.header.row,
      rowEstimate: file.rowEstimate,
      mapping: mapping ? applyMapping(current, mapping, columns) : current,
    };
    await this.queries.saveDraft(ctx, draft);
    const plan = await ImportPlan.begin(ctx, this.targets.get(row.object), draft, columns, true);
    if (plan.surveys) await this.survey(ctx, plan, draft, fileKey);
    const verdicts = await plan.judge(ctx, plan.parse(file.rows));
    return this.shown(draftView(draft, file, columns, verdicts, ctx.locale), row.object);
  }

  private shown<View extends ImportView>(view: View, object: string): View {
    const target = this.targets.get(object);
    return target.show ? { ...view, options: target.show(view.options) } : view;
  }

  private survey(ctx: Ctx, plan: ImportPlan, { fileName, sheet, headerRow }: ImportRow, fileKey: string): Promise<void> {
    const options = { sheet: sheet ?? undefined, batch: SURVEYED_AT_ONCE };
    return this.files.withLocal(fileKey, (path) =>
      readingSpreadsheet(() => plan.survey(ctx, readRows({ path, fileName }, options), headerRow ?? 0)),
    );
  }
}

/** Rows of a file are listed in its order: the cursor is the last one's number. */
function pageOfRows<Row, View extends { row: number }>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
): { items: View[]; page: PageInfo } {
  const items = rows.slice(0, limit).map(view);
  const hasMore = rows.length > limit;
  return { items, page: { nextCursor: hasMore ? String(items.at(-1)!.row) : null, hasMore } };
}

const definedOf = (options: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

function refuseUnknown(names: string[]): void {
  if (names.length === 0) return;
  throw validationFailed(
    {},
    names.map((name) => ({
      pointer: `/${name}`,
      code: 'UNKNOWN_PROPERTY',
      message: text('不认识的字段', 'This property is not known.'),
    })),
  );
}

const missingIssue = ({ key, label }: ImportColumn) => ({
  pointer: '/mapping',
  code: 'COLUMN_MISSING',
  message: text('缺少必填列“{zh}”', 'The required column {en} is missing.'),
  params: { field: key, zh: label['zh-CN'], en: label.en },
});
