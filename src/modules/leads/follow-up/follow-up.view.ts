/** A follow-up record (跟进记录). */
export class FollowUpView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  leadId!: string;

  method!: 'call' | 'visit' | 'wechat' | 'email' | 'meeting' | 'other';

  content!: string;

  degree!: 'none' | 'low' | 'medium' | 'high' | null;

  /** @format date-time */
  nextContactAt!: string | null;

  /** @format date-time */
  at!: string;

  /** @format uuid */
  createdBy!: string;

  createdByName!: string;

  version!: number;
}

/** What happened to a lead, newest first: follow-ups, changes of place, changes of fields. */
export class TimelineEntryView {
  /** @format uuid */
  id!: string;

  kind!: 'followUp' | 'ownership' | 'change';

  /** @format date-time */
  at!: string;

  /**
   * Who did it; null: a rule or the system.
   * @format uuid
   */
  actorId!: string | null;

  actorName!: string | null;

  /** By kind: the follow-up, the ledger line, or the changed fields as [old, new]. */
  content!: Record<string, unknown>;
}

export class TimelineView {
  items!: TimelineEntryView[];
}
