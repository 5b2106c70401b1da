import { raw } from 'sql-template-tag';
import { registerFollowUpSubject, type TimelineOf } from '../../customers/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadNotActive, leadNotFound } from '../leads.errors.js';

registerFollowUpSubject({
  object: 'lead',
  descriptor: leadDescriptor,
  column: 'lead_id',
  links: { lead_id: raw('r.id') },
  inPlay: raw(`r.status = 'active'`),
  missing: leadNotFound,
  closed: leadNotActive,
  hasDegree: true,
});

export const leadTimeline: TimelineOf = { descriptor: leadDescriptor, missing: leadNotFound };
