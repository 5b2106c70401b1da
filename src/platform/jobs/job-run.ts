import type { Ctx, Origin } from '../context/ctx.js';
import type { PeopleAtWork } from '../database/people-at-work.js';
import { GivingWay } from './giving-way.js';
import type { JobContexts, UnitRequest } from './job-contexts.js';
import { JobCancelled, JobInterrupted } from './job-errors.js';
import type { JobRows, Progress, StartedJob } from './job-rows.js';
import type { JobMessage } from './queues.js';

/** Progress is written, and cancelling noticed, at most this often. */
const NOTICE_EVERY_MS = 1000;

export interface JobServices {
  contexts: JobContexts;
  rows: JobRows;
  people: PeopleAtWork;
}

/** One attempt at a job, as its handler sees it. */
export class JobRun {
  readonly id: string;
  readonly kind: string;
  readonly tenantId: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Null for schedules and other work that no person asked for. */
  readonly requestedBy: string | null;
  /** 1 for the first; more after an error or when a worker died. */
  readonly attempt: number;
  private reached: Progress;
  private noticedAt = -Infinity;
  private readonly givingWay: GivingWay;

  constructor(
    { jobId, kind, tenantId }: JobMessage,
    private readonly started: StartedJob,
    private readonly origin: Origin,
    private readonly services: JobServices,
    /** Aborts when this process stops or has lost its claim on the job. */
    readonly signal: AbortSignal,
  ) {
    this.givingWay = new GivingWay(services.people, signal);
    this.id = jobId;
    this.kind = kind;
    this.tenantId = tenantId;
    this.input = started.input;
    this.requestedBy = started.requestedBy;
    this.attempt = started.attempt;
    this.reached = { done: started.done, total: started.total };
  }

  /** How far the job is; a later attempt begins with what an earlier one had reached. */
  get progressSoFar(): Readonly<Progress> {
    return this.reached;
  }

  /**
   * One transaction of the enterprise, as the requester with their permissions, or as the system, which may do everything.
   * @throws JobInterrupted when this attempt no longer counts
   */
  async unit<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
    this.throwIfInterrupted();
    return this.services.contexts.unit(this.request(), work);
  }

  /** One read-only transaction, all of whose statements see the same moment. @throws JobInterrupted */
  async snapshot<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
    this.throwIfInterrupted();
    return this.services.contexts.snapshot(this.request(), work);
  }

  /** Says how far the work is. Written in a transaction of its own, at most once a second and at the end. */
  async progress(done: number, total?: number): Promise<void> {
    this.reached = { done, total: total ?? this.reached.total };
    if (this.isTimeToNotice()) await this.exchange();
  }

  /**
   * To be called between transactions of long work: pauses while people keep the installation busy. Looks into the row at most
   * once a second.
   * @throws JobCancelled when somebody asked for it, JobInterrupted when the job goes on in another process
   */
  async giveWay(): Promise<void> {
    await this.givingWay.pause();
    this.throwIfInterrupted();
    if (this.isTimeToNotice()) await this.exchange();
  }

  private request(): UnitRequest {
    const { requestId, locale } = this.started;
    return {
      tenantId: this.tenantId,
      employeeId: this.requestedBy,
      origin: this.origin,
      requestId: requestId ?? this.id,
      locale,
    };
  }

  private throwIfInterrupted(): void {
    if (this.signal.aborted) throw new JobInterrupted(`Job ${this.id} goes on elsewhere`);
  }

  private isTimeToNotice(): boolean {
    return performance.now() - this.noticedAt >= NOTICE_EVERY_MS;
  }

  private async exchange(): Promise<void> {
    this.noticedAt = performance.now();
    const cancelRequested = await this.services.rows.progress(this, this.reached);
    if (cancelRequested === undefined) throw new JobInterrupted(`Job ${this.id} was taken up by a later attempt`);
    if (cancelRequested) throw new JobCancelled();
  }
}
