import { raw } from 'sql-template-tag';
import { openTo } from '../../../platform/authz/index.js';
import { registerCommentable } from '../../feed/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotActive, customerNotFound } from '../customers.errors.js';
import { customerPolicy } from '../customers.policy.js';
import { registerFollowUpSubject } from './follow-up-subject.js';

registerFollowUpSubject({
  object: 'customer',
  descriptor: customerDescriptor,
  column: 'customer_id',
  links: { customer_id: raw('r.id') },
  inPlay: raw(`r.state = 'active'`),
  missing: customerNotFound,
  closed: customerNotActive,
});

registerCommentable({
  object: 'customer',
  label: customerDescriptor.label,
  table: 'customers r',
  id: 'r.id',
  readable: (ctx) => openTo(ctx, customerPolicy),
  tells: 'r.owner_id',
});
