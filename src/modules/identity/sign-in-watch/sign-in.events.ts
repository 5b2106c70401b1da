import { defineEvent } from '../../../platform/events/event.js';

/** Somebody has signed in, or tried to. */
export const signInRecorded = defineEvent<{ signInId: string }>('signIn.recorded');
