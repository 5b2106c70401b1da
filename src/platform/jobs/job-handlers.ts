import { Injectable } from '@nestjs/common';
import type { Origin } from '../context/ctx.js';
import type { JobRun } from './job-run.js';
import { Registry } from '../registry.js';

/** Results of a job as its row keeps them: ids, counts, the file to download. */
export type JobResultData = Record<string, unknown>;

/** How one kind of job is done. */
export interface JobHandler {
  /** `leads.import`; kept with every job, so it must never change. */
  kind: string;
  /**
   * Does the work in bounded transactions through `job.unit`. A run may be interrupted at any point and begin again on
   * another machine: what is done already must show in the data, so that the next attempt goes on from there.
   */
  run(job: JobRun): Promise<JobResultData | void>;
  /** Further attempts after an unexpected error or a dead worker; declared problems end a job at once. 3 when absent. */
  retryLimit?: number;
  /** How many of this kind one process runs at once, 1 to 3; 3 when absent. */
  concurrency?: number;
  /** What the history says about changes made by it; `job` when absent. */
  origin?: Origin;
}

const RETRY_LIMIT = 3;
/** pg-boss allows one kind no more than it has fetchers in a process. */
export const MOST_AT_ONCE = 3;

/** Who does which kind of job. Modules register in `onModuleInit`, in the API process as well: it sends the messages. */
@Injectable()
export class JobHandlers {
  private readonly handlers = new Registry<Required<JobHandler>>('kinds of jobs');

  /** @throws Error when the kind is taken or the concurrency out of bounds */
  register(handler: JobHandler): void {
    const { kind, retryLimit = RETRY_LIMIT, concurrency = MOST_AT_ONCE, origin = 'job' } = handler;
    if (!(concurrency >= 1 && concurrency <= MOST_AT_ONCE)) throw new Error(`The job ${kind} runs 1 to ${MOST_AT_ONCE} at once`);
    this.handlers.add(kind, { kind, retryLimit, concurrency, origin, run: (job) => handler.run(job) });
  }

  find(kind: string): Required<JobHandler> | undefined {
    return this.handlers.get(kind);
  }

  /** @throws Error when nobody does this kind of job */
  get(kind: string): Required<JobHandler> {
    return this.handlers.need(kind);
  }
}
