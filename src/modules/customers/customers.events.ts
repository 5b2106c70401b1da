import { defineEvent } from '../../platform/events/index.js';

/** Customers were created: by hand, by import, by conversion of a lead. */
export const customersCreated = defineEvent<{ ids: string[] }>('customer.created');
/** A customer was changed by hand; `fields` are the keys that the request named. */
export const customerChanged = defineEvent<{ customerId: string; fields: string[] }>('customer.changed');
/** A customer was archived or brought back. */
export const customerStateChanged = defineEvent<{ customerId: string; state: 'active' | 'archived' }>('customer.stateChanged');
/** Somebody became a collaborator of a record, may do something else there, or (`access` null) is none any more. */
export const collaboratorsChanged = defineEvent<{
  object: string;
  recordId: string;
  employeeId: string;
  access: 'read' | 'write' | null;
}>('collaborators.changed');
/** Customers were merged into another one, which has all that hangs below them from now on. */
export const customersMerged = defineEvent<{ mergeId: string; survivorId: string; ids: string[] }>('customer.merged');
/** A merge was taken back. */
export const customersUnmerged = defineEvent<{ mergeId: string; survivorId: string; ids: string[] }>('customer.unmerged');
