import sql from 'sql-template-tag';
import type { ObjectPolicy } from '../authz/index.js';
import { text } from '../i18n/locale.js';

/** Everybody sees and cancels the jobs they asked for; grants are about those of others and of schedules. */
export const jobPolicy: ObjectPolicy = {
  object: 'job',
  label: text('任务', 'Jobs'),
  actions: ['read', 'cancel'],
  scopes: ['own', 'subordinates', 'all'],
  ownerField: 'createdBy',
  columns: { createdBy: sql`r.created_by` },
};

export const schedulePolicy: ObjectPolicy = {
  object: 'schedule',
  label: text('计划任务', 'Schedules'),
  actions: ['read', 'run'],
  scopes: ['all'],
};
