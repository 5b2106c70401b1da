import { defineEvent } from '../../platform/events/index.js';

/** Leads were created: by hand, by import or by API. */
export const leadsCreated = defineEvent<{ ids: string[] }>('lead.created');
/** A lead was marked invalid, or valid again. */
export const leadStatusChanged = defineEvent<{ leadId: string; status: string }>('lead.statusChanged');
/** Leads were merged into another one, which has their follow-ups and history from now on. */
export const leadsMerged = defineEvent<{ survivorId: string; ids: string[] }>('lead.merged');
/** A lead became a customer, with or without a contact, and with what was made along with it. */
export const leadConverted = defineEvent<{
  leadId: string;
  customerId: string;
  contactId: string | null;
  made: { object: string; id: string }[];
}>('lead.converted');
/** A lead came by itself, for the first time or again. */
export const leadCaptured = defineEvent<{ leadId: string; captureId: string; formId: string | null; outcome: string }>(
  'lead.captured',
);
