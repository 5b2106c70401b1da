import { setTimeout } from 'node:timers/promises';
import type { PeopleAtWork } from '../database/people-at-work.js';

/** Work so short is in nobody's way. */
const SHORT_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** What the last look counts for, beside those before it. */
const WEIGHT = 0.5;

/**
 * Lets people go first where long work and they share a machine: between its batches the work pauses, as long as it has worked
 * where somebody is always waiting for an answer, and not at all where nobody is. At worst it takes twice as long.
 */
export class GivingWay {
  /** From 0, nobody, to 1, always somebody. */
  private busy = 0;
  private workingSince = performance.now();

  constructor(
    private readonly people: Pick<PeopleAtWork, 'count'>,
    private readonly signal: AbortSignal,
    private readonly rest: (ms: number, _: undefined, options: { signal: AbortSignal }) => Promise<unknown> = setTimeout,
  ) {}

  /** Ends early when the signal comes. */
  async pause(): Promise<void> {
    const worked = performance.now() - this.workingSince;
    if (worked < SHORT_MS) return;
    // whoever gets no connection to ask with stands in a crowd
    const people = await this.people.count().catch(() => 1);
    this.busy += (Math.min(people, 1) - this.busy) * WEIGHT;
    const ms = Math.min(worked * this.busy, LONGEST_PAUSE_MS);
    await this.rest(ms, undefined, { signal: this.signal }).catch(() => undefined);
    this.workingSince = performance.now();
  }
}
