import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../context/ctx.js';
import { Jobs, type JobView } from '../../../jobs/index.js';
import { importNotFinished, importUndone, importUndoTooLate } from '../import.errors.js';
import { ImportQueries, type ImportRow } from '../import.queries.js';
import type { ListImportsRequest } from '../import.requests.js';
import { ImportTargets } from '../import-target.js';
import { IMPORT_UNDO_JOB } from './undo-run.js';
import { UndoQueries } from './undo.queries.js';
import { keptReasonView, keptRecordView, type ImportUndoView, type KeptRecordListView } from './undo.view.js';

/** So long an import can be taken back. */
const DAYS = 30;
const DAY_MS = 86_400_000;
const ENDED: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** Takes back what an import made (CUST-09, LEAD-06): looked at before, done by a job. */
@Injectable()
export class ImportUndos {
  constructor(
    private readonly targets: ImportTargets,
    private readonly imports: ImportQueries,
    private readonly queries: UndoQueries,
    private readonly jobs: Jobs,
  ) {}

  /** What would go and what would stay, or what became of it. @throws Problem IMPORT_NOT_FOUND */
  async get(ctx: Ctx, object: string, id: string): Promise<ImportUndoView> {
    const row = await this.imports.get(ctx, object, id);
    const { total, kept, reasons } = await this.queries.remains(ctx, this.targets.get(object), id);
    return {
      status: row.undoStatus,
      until: latest(row)?.toISOString() ?? null,
      removable: total - kept,
      removed: row.removed,
      kept,
      reasons: Object.entries(reasons).map(([code, count]) => ({ ...keptReasonView(object, code, ctx.locale), count })),
      notReverted: row.updated,
      jobId: row.undoJobId,
      undoneBy: row.undoBy,
      undoneAt: row.undoneAt,
    };
  }

  /** The records that stay, with why, in the order of their ids. @throws Problem IMPORT_NOT_FOUND */
  async kept(ctx: Ctx, object: string, id: string, { limit = 20, cursor }: ListImportsRequest): Promise<KeptRecordListView> {
    await this.imports.get(ctx, object, id);
    const rows = await this.queries.kept(ctx, this.targets.get(object), id, cursor, limit + 1);
    const items = rows.slice(0, limit).map((row) => keptRecordView(object, row, ctx.locale));
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  /**
   * Begins to take it back; where that failed or was cancelled, it goes on with what is still there.
   * @throws Problem IMPORT_NOT_FINISHED, IMPORT_UNDONE, IMPORT_UNDO_TOO_LATE
   */
  async start(ctx: Ctx, object: string, id: string): Promise<JobView> {
    const row = await this.imports.lock(ctx, object, id);
    if (!ENDED.includes(row.status)) throw importNotFinished();
    if (row.undoStatus !== null && row.undoStatus !== 'failed' && row.undoStatus !== 'cancelled') throw importUndone();
    if (latest(row)! < ctx.now) throw importUndoTooLate();
    const job = this.jobs.start(ctx, {
      kind: IMPORT_UNDO_JOB,
      input: { importId: id, object },
      total: row.created - row.removed,
    });
    await this.queries.start(ctx, id, job.id);
    return job;
  }
}

function latest({ status, finishedAt, createdAt }: ImportRow): Date | undefined {
  // an import whose job died and was cleared away has no end
  return ENDED.includes(status) ? new Date(new Date(finishedAt ?? createdAt).getTime() + DAYS * DAY_MS) : undefined;
}
