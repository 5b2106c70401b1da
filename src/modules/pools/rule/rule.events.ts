import { defineEvent } from '../../../platform/events/index.js';

/** A version of a pool's rules was published; it decides from `effectiveFrom` (RFC 3339) on. */
export const rulesPublished = defineEvent<{ poolId: string; ruleId: string; number: number; effectiveFrom: string }>(
  'pool.rulesPublished',
);
