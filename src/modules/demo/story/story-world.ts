import type { RuleInForce } from '../../pools/index.js';
import type { Dice } from '../random.js';
import type { OfficeHours } from './office-hours.js';
import type { StoryFacts } from './story.js';

/** A pool as stories know it. */
export interface StoryPool {
  id: string;
  rule: RuleInForce;
  /** Who claims from it. */
  claimerIds: readonly string[];
  administratorId: string;
  /** Whether the rules except such a record from reclaim. */
  exempts: (record: Record<string, unknown>) => boolean;
}

/** What stories are told in. Instants are milliseconds since 1970. */
export interface StoryWorld<F extends StoryFacts = StoryFacts> {
  dice: Dice;
  hours: OfficeHours;
  begin: number;
  now: number;
  /** What was due by then has been reclaimed; what is due since still waits, so that the first run has something to do. */
  lastReclaim: number;
  pools: ReadonlyMap<string, StoryPool>;
  /** Which pool a new record goes to by the routing rules. */
  route: (record: F) => string;
  /** Who brings imported records in. */
  importerIds: readonly string[];
  /** Why records are given up as invalid; empty where they never are. */
  invalidReasonIds: readonly string[];
}
