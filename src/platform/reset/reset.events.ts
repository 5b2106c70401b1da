import { defineEvent } from '../events/index.js';

/** Two administrators want a reset; it begins when its waiting time is over. */
export const resetConsented = defineEvent<{ resetId: string }>('crmReset.consented');
/** Records of these kinds are gone. */
export const resetDone = defineEvent<{ resetId: string; kinds: string[] }>('crmReset.done');
