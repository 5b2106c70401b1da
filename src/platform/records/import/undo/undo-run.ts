import { Injectable, type OnModuleInit } from '@nestjs/common';
import { forbidden } from '../../../errors/index.js';
import { JobHandlers, type JobResultData, type JobRun } from '../../../jobs/index.js';
import { RunReports } from '../../run-reports.js';
import { ImportQueries } from '../import.queries.js';
import { ImportTargets, type ImportTarget } from '../import-target.js';
import { UndoQueries } from './undo.queries.js';

export const IMPORT_UNDO_JOB = 'records.undoImport';

/** Records of one transaction: what people want to change meanwhile waits for no more than these. */
const BATCH = 500;

/**
 * Takes imports back, batch by batch. What is done is gone, so an attempt that begins anew looks again at what is left and
 * needs no note of how far the one before it came.
 */
@Injectable()
export class ImportUndoRunner implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly targets: ImportTargets,
    private readonly imports: ImportQueries,
    private readonly queries: UndoQueries,
    private readonly reports: RunReports,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: IMPORT_UNDO_JOB, concurrency: 1, run: (job) => this.run(job) });
  }

  async run(job: JobRun): Promise<JobResultData> {
    const { importId, object } = job.input as { importId: string; object: string };
    const target = this.targets.get(object);
    // what was below others and is gone frees those above it
    while ((await this.pass(job, target, importId)) > 0 && target.undo!.parent);
    return this.finish(job, target, importId);
  }

  /** Goes once through all that is left; how many records went. */
  private async pass(job: JobRun, target: ImportTarget, importId: string): Promise<number> {
    let before: string | null = null;
    let gone = 0;
    do {
      await job.giveWay();
      const { last, removed }: Awaited<ReturnType<typeof this.batch>> = await this.batch(job, target, importId, before);
      before = last;
      gone += removed;
      await job.progress(job.progressSoFar.done + removed);
    } while (before !== null);
    return gone;
  }

  private batch(
    job: JobRun,
    target: ImportTarget,
    importId: string,
    before: string | null,
  ): Promise<{ last: string | null; removed: number }> {
    return job.unit(async (ctx) => {
      if (!ctx.ability.can('import', target.descriptor.object)) throw forbidden();
      const ids = await this.queries.next(ctx, target, importId, before, BATCH);
      if (ids.length === 0) return { last: null, removed: 0 };
      await this.queries.lock(ctx, target, ids);
      // a statement of its own: only what begins behind the lock sees what others did until then
      const untouched = await this.queries.untouched(ctx, target, ids);
      const removed = untouched.length === 0 ? 0 : await target.undo!.remove(ctx, untouched);
      if (removed > 0) await this.queries.removed(ctx, importId, removed);
      return { last: ids.at(-1)!, removed };
    });
  }

  private finish(job: JobRun, target: ImportTarget, importId: string): Promise<JobResultData> {
    return job.unit(async (ctx) => {
      const { object } = target.descriptor;
      const { total: kept } = await this.queries.remains(ctx, target, importId);
      const isFirst = await this.queries.finish(ctx, importId, kept);
      const { removed, fileName } = await this.imports.get(ctx, object, importId);
      const summary = { importId, fileName, removed, kept };
      const notice = { kind: 'importUndone', key: `importUndo:${importId}`, content: summary } as const;
      if (isFirst) await this.reports.finished(ctx, { action: `${object}.importUndone`, object, summary, notice });
      await job.progress(removed, removed);
      return { importId, removed, kept };
    });
  }
}
