import { defineEvent } from '../../../platform/events/index.js';

/** Contacts were created at a customer. */
export const contactsCreated = defineEvent<{ customerId: string; ids: string[] }>('contact.created');
/** A contact changed its customer. */
export const contactMoved = defineEvent<{ contactId: string; fromCustomerId: string; toCustomerId: string }>('contact.moved');
