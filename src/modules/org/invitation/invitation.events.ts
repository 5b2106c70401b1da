import { defineEvent } from '../../../platform/events/index.js';

/** Somebody accepted an invitation and waits. */
export const joinRequested = defineEvent<{ joinRequestId: string; employeeId: string }>('joinRequest.created');

/** An administrator has let somebody in, or has not. */
export const joinRequestDecidedEvent = defineEvent<{ joinRequestId: string; employeeId: string; approved: boolean }>(
  'joinRequest.decided',
);
