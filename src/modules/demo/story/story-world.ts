import type { RuleInForce } from '../../pools/index.js';
import type { Dice } from '../random.js';
import type { LeadFacts } from './lead-facts.js';
import type { OfficeHours } from './office-hours.js';

/** A pool as stories know it. */
export interface StoryPool {
  id: string;
  rule: RuleInForce;
  /** Who claims from it. */
  claimerIds: readonly string[];
  administratorId: string;
  /** Whether the rules except such a lead from reclaim. */
  exempts: (lead: Record<string, unknown>) => boolean;
}

/** What stories are told in. Instants are milliseconds since 1970. */
export interface StoryWorld {
  dice: Dice;
  hours: OfficeHours;
  begin: number;
  now: number;
  /** What was due by then has been reclaimed; what is due since still waits, so that the first run has something to do. */
  lastReclaim: number;
  pools: ReadonlyMap<string, StoryPool>;
  /** Which pool a new lead goes to by the routing rules. */
  route: (lead: LeadFacts) => string;
  /** Who brings imported leads in. */
  importerIds: readonly string[];
  invalidReasonIds: readonly string[];
}
