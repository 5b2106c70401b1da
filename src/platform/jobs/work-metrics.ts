/** How a piece of queued work ended. `dead`: it failed on its last attempt. */
export type WorkOutcome = 'succeeded' | 'failed' | 'cancelled' | 'retried' | 'dead';

/** Told of every piece of work that this process ends; whoever provides it under WORK_METRICS counts. */
export interface WorkMetrics {
  worked(sort: 'event' | 'job', name: string, outcome: WorkOutcome, seconds: number): void;
}

export const WORK_METRICS = Symbol('WORK_METRICS');
