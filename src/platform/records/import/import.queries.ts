import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import { isId } from '../../database/ids.js';
import { JobInterrupted, type JobStatus } from '../../jobs/index.js';
import { importNotFound } from './import.errors.js';
import type { Outcome } from './import-target.js';
import type { MappingEntry } from './mapping.js';
import type { RowIssue } from './row-issue.js';

export const IMPORT_STATUSES = ['draft', 'queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** An import as its row says. */
export interface ImportRow extends Record<string, unknown> {
  id: string;
  object: string;
  fileName: string;
  fileKey: string | null;
  sheet: string | null;
  headerRow: number | null;
  mapping: MappingEntry[];
  options: Record<string, unknown>;
  status: ImportStatus;
  rowEstimate: number | null;
  jobId: string | null;
  lastRow: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  warned: number;
  version: number;
  createdAt: string;
  createdBy: string | null;
  finishedAt: string | null;
  /** How far taking it back is; null where nobody has asked for it. */
  undoStatus: JobStatus | null;
  undoJobId: string | null;
  undoBy: string | null;
  undoneAt: string | null;
  removed: number;
}

/** A row of the file that was not taken. */
export interface FailedRow extends Record<string, unknown> {
  row: number;
  cells: (string | null)[];
  issues: RowIssue[];
}

/** A row of the file that was taken although something about it is doubtful. */
export interface WarnedRow extends Record<string, unknown> {
  row: number;
  warnings: RowIssue[];
}

/** What a batch came to. */
export interface BatchResult {
  importId: string;
  /** The row behind which the batch began. */
  after: number;
  lastRow: number;
  counts: Record<Outcome, number>;
  failed: FailedRow[];
  warned: WarnedRow[];
}

// Its job knows how a started import stands; where the job has been removed meanwhile, what was written last holds.
const STATUS = sql`CASE WHEN r.status = 'draft' THEN 'draft'
  ELSE coalesce(j.status, CASE WHEN r.status IN ('queued', 'running') THEN 'failed' ELSE r.status END) END`;
const UNDO_STATUS = sql`CASE WHEN r.undone_at IS NOT NULL THEN 'succeeded' WHEN r.undo_job_id IS NOT NULL THEN coalesce(u.status, 'failed') END`;
const COLUMNS = sql`r.id, r.object, r.file_name AS "fileName", r.file_key AS "fileKey", r.sheet, r.header_row AS "headerRow", r.mapping, r.options,
  ${STATUS} AS status, r.row_estimate AS "rowEstimate", r.job_id AS "jobId", r.last_row AS "lastRow", r.created_count AS created,
  r.updated_count AS updated, r.skipped_count AS skipped, r.failed_count AS failed, r.warned_count AS warned, r.version, r.created_at AS "createdAt",
  r.created_by AS "createdBy", coalesce(j.finished_at, r.finished_at) AS "finishedAt", ${UNDO_STATUS} AS "undoStatus", r.undo_job_id AS "undoJobId",
  r.undo_by AS "undoBy", r.undone_at AS "undoneAt", r.removed_count AS removed`;
const FROM = sql`FROM imports r LEFT JOIN jobs j ON j.tenant_id = r.tenant_id AND j.id = r.job_id
  LEFT JOIN jobs u ON u.tenant_id = r.tenant_id AND u.id = r.undo_job_id`;

@Injectable()
export class ImportQueries {
  async insert(ctx: Ctx, row: Pick<ImportRow, 'id' | 'object' | 'fileName' | 'fileKey' | 'options'>): Promise<void> {
    await ctx.db
      .run(sql`INSERT INTO imports (tenant_id, id, object, file_name, file_key, options, created_at, created_by, updated_at)
      VALUES (${ctx.tenantId}, ${row.id}, ${row.object}, ${row.fileName}, ${row.fileKey}, ${JSON.stringify(row.options)}::jsonb,
        ${ctx.now}, ${ctx.actor.employeeId}, ${ctx.now})`);
  }

  /** Newest first, one more than the page holds. Index: imports_by_time. */
  list(ctx: Ctx, object: string, limit: number, cursor: string | undefined): Promise<ImportRow[]> {
    return ctx.db.query<ImportRow>(sql`SELECT ${COLUMNS} ${FROM}
      WHERE r.tenant_id = ${ctx.tenantId} AND r.object = ${object} AND ${visible(ctx, object)}
        ${cursor === undefined ? empty : sql`AND (r.created_at, r.id) < (SELECT c.created_at, c.id FROM imports c WHERE c.id = ${cursor}::uuid)`}
      ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit + 1}`);
  }

  /** @throws Problem IMPORT_NOT_FOUND also for somebody else's */
  async get(ctx: Ctx, object: string, id: string): Promise<ImportRow> {
    const row = isId(id)
      ? await ctx.db.maybe<ImportRow>(sql`SELECT ${COLUMNS} ${FROM}
          WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id} AND r.object = ${object} AND ${visible(ctx, object)}`)
      : undefined;
    if (!row) throw importNotFound();
    return row;
  }

  /** The same, held against others until the transaction ends. */
  async lock(ctx: Ctx, object: string, id: string): Promise<ImportRow> {
    if (!isId(id)) throw importNotFound();
    await ctx.db.run(sql`SELECT FROM imports WHERE tenant_id = ${ctx.tenantId} AND id = ${id} FOR UPDATE`);
    return this.get(ctx, object, id);
  }

  async saveDraft(ctx: Ctx, row: ImportRow): Promise<void> {
    await ctx.db
      .run(sql`UPDATE imports SET sheet = ${row.sheet}, header_row = ${row.headerRow}, mapping = ${JSON.stringify(row.mapping)}::jsonb,
        options = ${JSON.stringify(row.options)}::jsonb, row_estimate = ${row.rowEstimate}, version = ${row.version}, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${row.id}`);
  }

  async start(ctx: Ctx, id: string, jobId: string): Promise<void> {
    await ctx.db
      .run(sql`UPDATE imports SET status = 'queued', job_id = ${jobId}, finished_at = NULL, version = version + 1, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }

  /**
   * Notes a batch in the transaction that wrote it, so that a killed import goes on exactly behind it.
   * @throws JobInterrupted when another attempt has got further meanwhile, or somebody takes the import back
   */
  async settle(ctx: Ctx, { importId, after, lastRow, counts, failed, warned }: BatchResult): Promise<void> {
    const moved = await ctx.db
      .run(sql`UPDATE imports SET status = 'running', last_row = ${lastRow}, created_count = created_count + ${counts.created},
        updated_count = updated_count + ${counts.updated}, skipped_count = skipped_count + ${counts.skipped},
        failed_count = failed_count + ${counts.failed}, warned_count = warned_count + ${warned.length}, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${importId} AND last_row = ${after} AND undo_job_id IS NULL`);
    if (moved === 0)
      throw new JobInterrupted(`Import ${importId} has got beyond row ${after} in another attempt, or is taken back`);
    if (failed.length > 0) await this.keepFailed(ctx, importId, failed);
    if (warned.length > 0) await this.keepWarned(ctx, importId, warned);
  }

  private async keepFailed(ctx: Ctx, importId: string, failed: readonly FailedRow[]): Promise<void> {
    await ctx.db.run(sql`INSERT INTO import_errors (tenant_id, import_id, row_number, cells, errors)
      SELECT ${ctx.tenantId}::uuid, ${importId}::uuid, f.row, f.cells, f.issues
      FROM jsonb_to_recordset(${JSON.stringify(failed)}::jsonb) AS f("row" integer, cells jsonb, issues jsonb)`);
  }

  private async keepWarned(ctx: Ctx, importId: string, warned: readonly WarnedRow[]): Promise<void> {
    await ctx.db.run(sql`INSERT INTO import_warnings (tenant_id, import_id, row_number, warnings)
      SELECT ${ctx.tenantId}::uuid, ${importId}::uuid, w.row, w.warnings
      FROM jsonb_to_recordset(${JSON.stringify(warned)}::jsonb) AS w("row" integer, warnings jsonb)`);
  }

  async end(ctx: Ctx, id: string, status: 'succeeded' | 'failed' | 'cancelled'): Promise<void> {
    await ctx.db.run(sql`UPDATE imports SET status = ${status}, finished_at = ${ctx.now}, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }

  async failedRowNumbers(ctx: Ctx, id: string): Promise<Set<number>> {
    const rows = await ctx.db.query<{ row: number }>(sql`SELECT row_number AS row FROM import_errors
      WHERE tenant_id = ${ctx.tenantId} AND import_id = ${id}`);
    return new Set(rows.map(({ row }) => row));
  }

  /** In the order of the file, behind a row. */
  failedRows(ctx: Ctx, id: string, after: number, limit: number): Promise<FailedRow[]> {
    return ctx.db.query<FailedRow>(sql`SELECT row_number AS row, cells, errors AS issues FROM import_errors
      WHERE tenant_id = ${ctx.tenantId} AND import_id = ${id} AND row_number > ${after} ORDER BY row_number LIMIT ${limit}`);
  }

  /** In the order of the file, behind a row. */
  warnedRows(ctx: Ctx, id: string, after: number, limit: number): Promise<WarnedRow[]> {
    return ctx.db.query<WarnedRow>(sql`SELECT row_number AS row, warnings FROM import_warnings
      WHERE tenant_id = ${ctx.tenantId} AND import_id = ${id} AND row_number > ${after} ORDER BY row_number LIMIT ${limit}`);
  }
}

/** One's own; those of others hold rows that only somebody may see who may import for everybody. */
function visible(ctx: Ctx, object: string): Sql {
  const everybodys = ctx.ability.rulesFor('import', object).some((rule) => rule.conditions === undefined);
  return everybodys ? sql`TRUE` : sql`r.created_by = ${ctx.actor.employeeId}::uuid`;
}
