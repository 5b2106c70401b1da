import type { Sql } from 'sql-template-tag';
import type { ProblemKind } from '../../../platform/errors/index.js';
import type { ObjectDescriptor } from '../../../platform/records/index.js';
import { Registry } from '../../../platform/registry.js';

/** Columns of follow_ups that name a record; a module that adds its own kind of record adds its column here. */
export type FollowUpLink = 'lead_id' | 'customer_id';

/**
 * Port: a kind of record that follow-ups are written on. Its table has last_follow_up_at, follow_up_count and
 * next_contact_at, which every follow-up keeps; its policy has the action `followUp`. What pools hold is protected by
 * a follow-up as well.
 */
export interface FollowUpSubject {
  object: string;
  descriptor: ObjectDescriptor;
  /** Its own column of follow_ups. */
  column: FollowUpLink;
  /** What each column of a new follow-up holds, on row r of the table: its own, and the records that it hangs below. */
  links: Readonly<Partial<Record<FollowUpLink, Sql>>>;
  /** Rows r that still take follow-ups. */
  inPlay: Sql;
  missing: ProblemKind;
  /** What a row that is not in play answers. */
  closed: ProblemKind;
  /** Whether a follow-up may set the record's degree (跟进程度). */
  hasDegree?: boolean;
}

const registry = new Registry<FollowUpSubject>('what is followed up');

/** @throws Error when the kind of record is registered twice */
export const registerFollowUpSubject = (subject: FollowUpSubject): (() => void) => registry.add(subject.object, subject);

export const followUpSubjects = (): FollowUpSubject[] => registry.all();

/** @throws Error for a kind of record that takes no follow-ups */
export const followUpSubjectOf = (object: string): FollowUpSubject => registry.need(object);
