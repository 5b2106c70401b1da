import type { Ctx } from '../../context/ctx.js';
import type { DictionaryForest } from '../dictionary/dictionary-forest.js';
import { withWords, type ImportColumn } from './import-column.js';
import type { ImportRow } from './import.queries.js';
import type { ImportRun, ImportTarget, Verdict } from './import-target.js';
import { mappedColumns } from './mapping.js';
import { notAnItem } from './row-issue.js';
import { rowReader, type ParsedRow } from './row-reader.js';
import type { SheetRow } from '../../spreadsheet/index.js';

/** One import made ready: its columns read, its look-ups done. Serves a preview and the run alike. */
export class ImportPlan {
  private constructor(
    private readonly target: ImportTarget,
    private readonly session: unknown,
    private readonly read: (row: SheetRow) => ParsedRow,
    /** Keys of the columns that hold items of dictionaries. */
    private readonly dictionaryKeys: readonly string[],
  ) {}

  static async begin(
    ctx: Ctx,
    target: ImportTarget,
    row: ImportRow,
    columns: readonly ImportColumn[],
    isPreview = false,
  ): Promise<ImportPlan> {
    const mapped = mappedColumns(row.mapping, columns);
    const filled = new Set(mapped.map(({ column }) => column.key));
    const run: ImportRun<unknown> = {
      id: row.id,
      options: { ...(target.defaults as object), ...row.options },
      filled,
      after: row.lastRow,
      isPreview,
    };
    const dictionaryKeys = mapped.filter(({ column }) => column.labels).map(({ column }) => column.key);
    const session = await target.begin(ctx, run);
    return new ImportPlan(target, session, rowReader(await withWords(ctx, mapped), ctx.zone), dictionaryKeys);
  }

  get surveys(): boolean {
    return this.target.survey !== undefined;
  }

  get finishes(): boolean {
    return this.target.finish !== undefined;
  }

  /** Shows the target the whole file, if it wants to see it. `failed` are rows that an earlier attempt has refused. */
  async survey(
    ctx: Ctx,
    batches: AsyncIterable<SheetRow[]>,
    header: number,
    failed: ReadonlySet<number> = new Set(),
  ): Promise<void> {
    await this.target.survey?.(
      ctx,
      this.session,
      this.parsed(batches, (row) => row > header && !failed.has(row)),
    );
  }

  private async *parsed(
    batches: AsyncIterable<SheetRow[]>,
    isWanted: (row: number) => boolean,
  ): AsyncGenerator<ParsedRow[], void, undefined> {
    for await (const batch of batches) yield this.parse(batch.filter(({ row }) => isWanted(row)));
  }

  parse(rows: readonly SheetRow[]): ParsedRow[] {
    return rows.map(this.read);
  }

  /** As `parse`, with what the target works out ahead. */
  parseAhead(rows: readonly SheetRow[]): ParsedRow[] {
    const parsed = this.parse(rows);
    for (const row of parsed) if (row.issues.length === 0) this.target.foresee?.(row);
    return parsed;
  }

  /** Rows that were read before dictionaries changed: survivors take the place of what was merged, what is gone is an issue. */
  renew(rows: readonly ParsedRow[], dictionaries: DictionaryForest): ParsedRow[] {
    return rows.map((row) => this.dictionaryKeys.reduce((renewed, key) => renewItem(renewed, key, dictionaries), row));
  }

  /** Decides on rows, in their order; those that could not be read fail without being asked about. */
  async judge(ctx: Ctx, rows: readonly ParsedRow[]): Promise<Verdict[]> {
    const readable = rows.filter(({ issues }) => issues.length === 0);
    const judged = readable.length === 0 ? [] : await this.target.judge(ctx, this.session, readable);
    const byRow = new Map(judged.map((verdict) => [verdict.row.row, verdict]));
    return rows.map((row) => byRow.get(row.row) ?? { row, outcome: 'failed', issues: row.issues });
  }

  /** Writes what was decided, whole verdicts as `judge` made them. */
  async write(ctx: Ctx, verdicts: readonly Verdict[]): Promise<void> {
    const ofTarget = verdicts.filter(({ row }) => row.issues.length === 0);
    if (ofTarget.some(({ outcome }) => outcome === 'created' || outcome === 'updated'))
      await this.target.write(ctx, this.session, ofTarget);
  }

  /** What the target does when all rows are settled. */
  async finish(ctx: Ctx): Promise<void> {
    await this.target.finish?.(ctx, this.session);
  }
}

function renewItem(row: ParsedRow, key: string, dictionaries: DictionaryForest): ParsedRow {
  const id = row.values[key];
  if (typeof id !== 'string') return row;
  const item = dictionaries.survivorOf(id);
  if (item?.status !== 'active') return { ...row, issues: [...row.issues, notAnItem(key, { value: item?.label ?? '' })] };
  return item.id === id ? row : { ...row, values: { ...row.values, [key]: item.id } };
}
