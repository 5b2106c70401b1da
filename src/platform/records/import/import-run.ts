import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { forbidden, Problem } from '../../errors/index.js';
import { FileStore, fileGone } from '../../files/index.js';
import { JobCancelled, JobHandlers, type JobResultData, type JobRun } from '../../jobs/index.js';
import { RunReports } from '../run-reports.js';
import { cellText, readRows, type SheetRow } from '../../spreadsheet/index.js';
import { readingSpreadsheet } from './import.errors.js';
import { ImportColumns } from './import-columns.js';
import { ImportPlan } from './import-plan.js';
import { ImportQueries, type ImportRow } from './import.queries.js';
import { ImportTargets, type Outcome, type Verdict } from './import-target.js';
import { readAhead } from './read-ahead.js';
import { rowRefused } from './row-issue.js';
import type { ParsedRow } from './row-reader.js';

export const IMPORT_JOB = 'records.import';

/** Rows of one transaction: large enough for set-based statements to pay, small enough not to hold up others. */
const BATCH = 1000;

// Statistics lag behind a table that is being filled: a plan made for an empty one would read all of it for every row.
const LOOK_UP_BY_INDEX = sql`SELECT set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
// Not for what writes: the checks of foreign keys would be planned anew for each row.
const PLAN_AS_USUAL = sql`SELECT set_config('enable_seqscan', 'on', true), set_config('plan_cache_mode', 'auto', true)`;

/** Runs imports: batch by batch, each settled in one transaction together with the note how far it got. */
@Injectable()
export class ImportRunner implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly targets: ImportTargets,
    private readonly queries: ImportQueries,
    private readonly columns: ImportColumns,
    private readonly files: FileStore,
    private readonly reports: RunReports,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: IMPORT_JOB, origin: 'import', concurrency: 2, run: (job) => this.run(job) });
  }

  async run(job: JobRun): Promise<JobResultData> {
    const { importId, object } = job.input as { importId: string; object: string };
    try {
      const [row, plan] = await job.unit(async (ctx) => {
        const found = await this.queries.get(ctx, object, importId);
        return [found, await ImportPlan.begin(ctx, this.targets.get(object), found, await this.columns.of(ctx, object))] as const;
      });
      if (row.fileKey === null) throw fileGone();
      await this.files.withLocal(row.fileKey, (path) => readingSpreadsheet(() => this.work(job, plan, row, path)));
      return await this.succeed(job, row);
    } catch (error) {
      await this.noteEnd(job, importId, error);
      throw error;
    }
  }

  private async work(job: JobRun, plan: ImportPlan, row: ImportRow, path: string): Promise<void> {
    const read = () => readRows({ path, fileName: row.fileName }, { sheet: row.sheet ?? undefined, batch: BATCH });
    const header = row.headerRow ?? 0;
    if (plan.surveys)
      await job.unit(async (ctx) => plan.survey(ctx, read(), header, await this.queries.failedRowNumbers(ctx, row.id)));
    let after = row.lastRow;
    let done = row.created + row.updated + row.skipped + row.failed;
    for await (const rows of readAhead(read(), (batch) =>
      plan.parseAhead(batch.filter((each) => each.row > Math.max(header, row.lastRow))),
    )) {
      if (rows.length === 0) continue;
      await job.giveWay();
      after = await this.settle(job, plan, row, rows, after);
      done += rows.length;
      await job.progress(done, Math.max(row.rowEstimate ?? 0, done));
    }
    if (plan.finishes) await job.unit((ctx) => plan.finish(ctx));
    await job.progress(done, done);
  }

  /** Settles rows in one transaction; where one of them breaks a constraint, the others are settled without it. */
  private async settle(job: JobRun, plan: ImportPlan, row: ImportRow, rows: ParsedRow[], after: number): Promise<number> {
    try {
      return await this.settleTogether(job, plan, row, rows, after);
    } catch (error) {
      if (!isFaultOfData(error)) throw error;
      if (rows.length === 1) return this.settleTogether(job, plan, row, [{ ...rows[0]!, issues: [rowRefused(null)] }], after);
      const middle = Math.ceil(rows.length / 2);
      const reached = await this.settle(job, plan, row, rows.slice(0, middle), after);
      return this.settle(job, plan, row, rows.slice(middle), reached);
    }
  }

  private settleTogether(
    job: JobRun,
    plan: ImportPlan,
    { id, object }: ImportRow,
    rows: ParsedRow[],
    after: number,
  ): Promise<number> {
    return job.unit(async (ctx) => {
      if (!ctx.ability.can('import', object)) throw forbidden();
      await ctx.db.query(LOOK_UP_BY_INDEX);
      const verdicts = await plan.judge(ctx, await this.columns.renew(ctx, plan, rows));
      await ctx.db.query(PLAN_AS_USUAL);
      await plan.write(ctx, verdicts);
      const lastRow = rows.at(-1)!.row;
      const kept = { failed: failedRows(verdicts), warned: warnedRows(verdicts) };
      await this.queries.settle(ctx, { importId: id, after, lastRow, counts: countsOf(verdicts), ...kept });
      return lastRow;
    });
  }

  private succeed(job: JobRun, { id, object, fileName }: ImportRow): Promise<JobResultData> {
    return job.unit(async (ctx) => {
      await this.queries.end(ctx, id, 'succeeded');
      const { created, updated, skipped, failed } = await this.queries.get(ctx, object, id);
      const counts = { created, updated, skipped, failed };
      const summary = { importId: id, fileName, ...counts };
      const notice = {
        kind: 'importFinished',
        key: `import:${id}`,
        content: { importId: id, fileName, created, failed },
      } as const;
      await this.reports.finished(ctx, { action: `${object}.imported`, object, summary, notice });
      return { importId: id, ...counts };
    });
  }

  /** Only what is final: after any other error the job goes on. */
  private async noteEnd(job: JobRun, importId: string, error: unknown): Promise<void> {
    const status =
      error instanceof JobCancelled ? 'cancelled' : error instanceof Problem && error.status < 500 ? 'failed' : undefined;
    // The job's own row says the same; this one outlives it.
    if (status) await job.unit((ctx) => this.queries.end(ctx, importId, status)).catch(() => undefined);
  }
}

function countsOf(verdicts: readonly Verdict[]): Record<Outcome, number> {
  const counts = { created: 0, updated: 0, skipped: 0, failed: 0 };
  for (const { outcome } of verdicts) counts[outcome] += 1;
  return counts;
}

const failedRows = (verdicts: readonly Verdict[]) =>
  verdicts
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ row, issues }) => ({ row: row.row, cells: storable(row.cells), issues }));

const warnedRows = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap(({ row, outcome, warnings = [] }) =>
    warnings.length > 0 && (outcome === 'created' || outcome === 'updated') ? [{ row: row.row, warnings }] : [],
  );

/** As text, without what jsonb has no form for. */
const storable = (cells: SheetRow['cells']): (string | null)[] =>
  cells.map((cell) => cellText(cell).replace(/[\0\p{Cs}]/gu, '') || null);

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
const isFaultOfData = (error: unknown): boolean => /^2[23]/.test((error as { code?: unknown }).code?.toString() ?? '');
