import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { PeopleAtWork } from '../database/people-at-work.js';
import { concurrentChange, internalError, Problem, problemOfDatabaseError } from '../errors/index.js';
import type { Locale } from '../i18n/locale.js';
import { JobContexts } from './job-contexts.js';
import { EnterpriseClosed, JobCancelled, JobInterrupted } from './job-errors.js';
import { JobHandlers, type JobHandler } from './job-handlers.js';
import { JobRows, type Attempt, type JobError, type StartedJob } from './job-rows.js';
import { JobRun } from './job-run.js';
import type { JobMessage } from './queues.js';
import { WORK_METRICS, type WorkMetrics, type WorkOutcome } from './work-metrics.js';

export interface AttemptOptions {
  /** No further attempt follows, so an unexpected error ends the job. */
  isLast: boolean;
  signal: AbortSignal;
}

/** Runs one attempt at a job and keeps its row true. */
@Injectable()
export class JobExecutor {
  private readonly logger = new Logger(JobExecutor.name);

  constructor(
    private readonly handlers: JobHandlers,
    private readonly rows: JobRows,
    private readonly contexts: JobContexts,
    private readonly people: PeopleAtWork,
    @Optional() @Inject(WORK_METRICS) private readonly metrics?: WorkMetrics,
  ) {}

  /**
   * Undefined when there was nothing to do, because the job has ended already; `retried` asks the queue for another attempt.
   * @throws Error when this process does not know the kind: a newer release sent it, and a newer worker will take it
   */
  async execute(message: JobMessage, options: AttemptOptions): Promise<WorkOutcome | undefined> {
    const handler = this.handlers.get(message.kind);
    const started = await this.rows.start(message);
    if (started?.status !== 'running') return undefined;
    const from = performance.now();
    const outcome = await this.run(message, started, handler, options);
    this.metrics?.worked('job', message.kind, outcome, (performance.now() - from) / 1000);
    return outcome;
  }

  private async run(
    message: JobMessage,
    started: StartedJob,
    handler: Required<JobHandler>,
    options: AttemptOptions,
  ): Promise<WorkOutcome> {
    const run = new JobRun(
      message,
      started,
      handler.origin,
      { contexts: this.contexts, rows: this.rows, people: this.people },
      options.signal,
    );
    try {
      const result = await handler.run(run);
      await this.rows.succeed(run, run.progressSoFar, result ?? null);
      return 'succeeded';
    } catch (error) {
      return this.settle(run, message.kind, error, started.locale, options.isLast);
    }
  }

  private async settle(attempt: Attempt, kind: string, error: unknown, locale: Locale, isLast: boolean): Promise<WorkOutcome> {
    if (error instanceof JobCancelled || error instanceof EnterpriseClosed) {
      await this.rows.end(attempt, 'cancelled', null);
      return 'cancelled';
    }
    const wording = errorOf(error, locale);
    if (isFinal(error)) {
      await this.rows.end(attempt, 'failed', wording);
      return 'failed';
    }
    if (!isLast) {
      if (!(error instanceof JobInterrupted))
        this.logger.warn({ err: error, job: attempt.id, kind }, 'A job failed and will be tried again');
      await this.rows.giveBack(attempt, wording);
      return 'retried';
    }
    this.logger.error({ err: error, job: attempt.id, kind, tenantId: attempt.tenantId }, 'A job failed on its last attempt');
    await this.rows.end(attempt, 'failed', wording);
    return 'dead';
  }
}

/** A declared error is an answer, and the same one next time; losing a race against another transaction is not. */
const isFinal = (error: unknown): boolean => error instanceof Problem && error.status < 500 && error.kind !== concurrentChange;

/** Undeclared errors are worded generally: their messages may show what the requester must not see. */
function errorOf(error: unknown, locale: Locale): JobError {
  const found =
    error instanceof Problem ? error : ((error instanceof Error ? problemOfDatabaseError(error) : undefined) ?? internalError());
  return { code: found.code, detail: found.detail(locale) };
}
