import type { Queue } from 'pg-boss';

type QueueSettings = Omit<Queue, 'name'>;

/** One message per event that somebody reacts to. */
export const EVENTS = 'events';
/** Events that could not be handled in the end; they wait for `redrive` by an operator. */
export const DEAD_EVENTS = 'events-dead';
/** One message per job row. */
export const JOBS = 'jobs';
/** Jobs whose worker died on the last attempt: somebody must still say so in their rows. */
export const DEAD_JOBS = 'jobs-dead';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A worker that has not been heard of for so many seconds is dead. pg-boss allows no less than 10. */
const HEARTBEAT_SECONDS = 15;

const common: QueueSettings = {
  notify: true,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  retryBackoff: true,
  // Outcomes are kept in tables of our own; finished messages only slow down the queue's index.
  deleteAfterSeconds: HOUR,
  retentionSeconds: 14 * DAY,
};

/** In the order of creation: a dead letter queue comes before the queue that names it. */
export const QUEUES: readonly Queue[] = [
  { name: DEAD_EVENTS, retentionSeconds: 90 * DAY },
  { name: DEAD_JOBS, notify: true, retryLimit: 100, retryDelay: 60 },
  // 1, 2, 4 … seconds up to 15 minutes: twelve attempts in about two hours.
  { ...common, name: EVENTS, deadLetter: DEAD_EVENTS, retryLimit: 12, retryDelay: 1, retryDelayMax: 900, expireInSeconds: 900 },
  // A hung handler is given up after 12 hours; a dead process shows by its missing heartbeat.
  { ...common, name: JOBS, deadLetter: DEAD_JOBS, retryLimit: 3, retryDelay: 2, retryDelayMax: 300, expireInSeconds: 12 * HOUR },
];

/** What travels for an event. The names of the handlers go along: an older worker gives back what it does not know. */
export interface EventMessage {
  tenantId: string;
  eventId: string;
  type: string;
  handlers: readonly string[];
}

/** What travels for a job; everything else stands in its row. */
export interface JobMessage {
  tenantId: string;
  jobId: string;
  kind: string;
}
