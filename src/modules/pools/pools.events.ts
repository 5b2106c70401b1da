import { defineEvent } from '../../platform/events/index.js';

/** Somebody claimed records from a pool. */
export const recordsClaimed = defineEvent<{ object: string; poolId: string; employeeId: string; ids: string[] }>(
  'pool.recordsClaimed',
);

/** Records were given to people: assigned from a pool, by rules where a run is named, or handed to a colleague. */
export const recordsAssigned = defineEvent<{
  object: string;
  ids: string[];
  kind: 'assigned' | 'transferred';
  runId?: string;
}>('pool.recordsAssigned');

/** Records went into a pool: new ones, or returned, taken back or moved. */
export const recordsPooled = defineEvent<{
  object: string;
  poolId: string | null;
  ids: string[];
  kind: 'created' | 'imported' | 'returned' | 'takenBack' | 'moved';
}>('pool.recordsPooled');

/** A run of automatic reclaim has finished; its ledger lines carry the run's id. */
export const reclaimFinished = defineEvent<{ object: string; runId: string; count: number }>('pool.reclaimFinished');

/** What somebody who left owned has been handed over; its ledger lines carry the run's id. */
export const recordsHandedOver = defineEvent<{ object: string; runId: string; count: number }>('pool.recordsHandedOver');

/** A run of automatic assignment has placed records; its ledger lines carry the run's id. */
export const assignmentFinished = defineEvent<{ object: string; runId: string; count: number }>('pool.assignmentFinished');
