import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { scoped } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import { csvWriter, type SheetWriter, xlsxWriter } from '../../spreadsheet/index.js';
import { catalogueFor } from '../catalogue.js';
import { CustomFields } from '../custom-fields.js';
import { readCondition } from '../read-condition.js';
import { RecordLists } from '../record-lists.js';
import { RowSights } from '../row-sight.js';
import { selectionOf, withNeeded } from '../selection.js';
import { sortOf, type Sort } from '../sort.js';
import { exportColumns, type ExportColumn } from './export-columns.js';
import type { ExportRow, ExportTarget } from './export-target.js';
import { learnNames } from './reference-names.js';

/** Which records and fields; the same members as a list takes. */
export interface ExportQuery {
  filter?: Record<string, unknown>;
  q?: string;
  scope?: 'own' | 'subordinates' | 'all';
  sort?: string;
  fields?: string[];
  condition?: unknown;
}

/** An export made ready: everything checked, nothing read. */
export interface PreparedExport {
  target: ExportTarget;
  columns: ExportColumn[];
  statement: Sql;
  count: Sql;
}

/** Rows fetched and written at once: so few that they die young, because collecting what has grown old was two fifths of the work. */
const BATCH = 200;

/** Streams the records that a person may export into a sheet, whatever their number. Knows neither requests nor jobs. */
@Injectable()
export class RecordExporter {
  constructor(
    private readonly lists: RecordLists,
    private readonly customFields: CustomFields,
    private readonly sights: RowSights,
  ) {}

  /** @throws Problem for conditions, fields or orders that this person may not use */
  async prepare(ctx: Ctx, target: ExportTarget, query: ExportQuery): Promise<PreparedExport> {
    const { descriptor } = target;
    const needs = this.sights.of(descriptor.object)?.needs ?? [];
    const { object, table, policy, customizable } = descriptor;
    const catalogue = catalogueFor(ctx, descriptor, customizable ? await this.customFields.of(ctx, object) : []);
    const columns = exportColumns(ctx, catalogue, query.fields);
    const condition =
      query.condition === undefined || query.condition === null ? undefined : readCondition(query.condition, catalogue);
    // What may be exported must be visible as well.
    const where = scoped(ctx, 'read', policy, query.scope ?? 'all');
    const matching = await this.lists.matching(ctx, descriptor, query, {
      action: 'export',
      where,
      ...(condition ? { condition } : {}),
    });
    const fields = new Set([...columns.map(({ field }) => field), ...needs]);
    const { columns: selected } = selectionOf(withNeeded(catalogue, needs), [...fields].join(','), ctx, { detail: true });
    const sort = sortOf(catalogue, query.sort ?? descriptor.defaultSort);
    return {
      target,
      columns,
      statement: sql`SELECT ${selected} FROM ${raw(table)} r ${joinOf(sort)} WHERE ${matching.where} ORDER BY ${orderOf(sort)}`,
      count: sql`SELECT count(*) AS n FROM ${raw(table)} r WHERE ${matching.where}`,
    };
  }

  /** How many rows there will be. */
  async count(ctx: Ctx, { count }: PreparedExport): Promise<number> {
    const [row] = await ctx.db.once<{ n: number }>(count);
    return row!.n;
  }

  /**
   * Writes all rows as one snapshot of the data. `written` is awaited after each batch; what it throws ends the export.
   * @returns the number of rows
   */
  async write(
    ctx: Ctx,
    prepared: PreparedExport,
    format: 'csv' | 'xlsx',
    out: Writable,
    written: (rows: number) => Promise<void>,
  ): Promise<number> {
    const sheet = open(ctx, prepared, format, out);
    let total = 0;
    for await (const rows of batches(ctx, prepared.statement)) {
      await this.sights.of(prepared.target.descriptor.object)?.apply(ctx, rows);
      await learnNames(ctx, prepared.columns, rows);
      await sheet.write(rows.map((row) => prepared.columns.map((column) => column.cell(row))));
      total += rows.length;
      await written(total);
    }
    await sheet.close();
    return total;
  }
}

/** A cursor sees one snapshot, however long it is read; each FETCH is a short statement for the time limit. */
async function* batches(ctx: Ctx, statement: Sql): AsyncGenerator<ExportRow[], void, undefined> {
  // All rows will be read: the plan for the first few would be the wrong one.
  await ctx.db.once(sql`SELECT set_config('cursor_tuple_fraction', '1', true)`);
  await ctx.db.once(sql`DECLARE exported NO SCROLL CURSOR FOR ${statement}`);
  let rows = await fetch(ctx);
  while (rows.length > 0) {
    // The database prepares the next batch while this one is written.
    const next = rows.length === BATCH ? fetch(ctx) : Promise.resolve([]);
    next.catch(() => undefined);
    yield rows;
    rows = await next;
  }
  await ctx.db.once(sql`CLOSE exported`);
}

const fetch = (ctx: Ctx): Promise<ExportRow[]> => ctx.db.once<ExportRow>(sql`FETCH ${raw(String(BATCH))} FROM exported`);

function open(ctx: Ctx, { target, columns }: PreparedExport, format: 'csv' | 'xlsx', out: Writable): SheetWriter {
  const header = columns.map(({ label }) => label);
  if (format === 'csv') return csvWriter(out, header);
  const textColumns = columns.flatMap(({ asText }, at) => (asText ? [at] : []));
  return xlsxWriter(out, { sheetName: target.descriptor.label[ctx.locale], header, textColumns });
}

const joinOf = ({ customFieldId }: Sort): Sql =>
  customFieldId
    ? sql`LEFT JOIN record_field_values s ON s.tenant_id = r.tenant_id AND s.record_id = r.id AND s.field_id = ${customFieldId}::uuid AND s.ordinal = 0`
    : empty;

function orderOf({ expression, descending, nullable }: Sort): Sql {
  const direction = raw(descending ? 'DESC' : 'ASC');
  return sql`${expression} ${direction} ${nullable ? raw('NULLS LAST') : empty}, r.id ${direction}`;
}
