import { defineEvent } from '../../../platform/events/index.js';

/** Somebody followed a record up: a lead, a customer, or what hangs below one. */
export const followUpWritten = defineEvent<{ object: string; recordId: string; followUpId: string }>('followUp.written');
