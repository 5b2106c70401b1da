import { defineEvent } from '../../platform/events/index.js';

/** Customers were created: by hand, by import, by conversion of a lead. */
export const customersCreated = defineEvent<{ ids: string[] }>('customer.created');
/** A customer was changed by hand; `fields` are the keys that the request named. */
export const customerChanged = defineEvent<{ customerId: string; fields: string[] }>('customer.changed');
