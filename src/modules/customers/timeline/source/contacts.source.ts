import sql, { raw } from 'sql-template-tag';
import { scoped } from '../../../../platform/authz/index.js';
import { contactPolicy } from '../../contact/contacts.policy.js';
import type { TimelineSource } from '../timeline-source.js';

/** Contacts that were added to a customer, as far as the actor may see contacts. Index: contacts_of_customer_by_time. */
export const contactsSource: TimelineSource = {
  kind: 'contact',
  objects: ['customer'],
  rows: (ctx) =>
    ctx.ability.can('read', 'contact')
      ? {
          from: sql`contacts r WHERE r.customer_id = s.id AND ${scoped(ctx, 'read', contactPolicy)}`,
          id: raw('r.id'),
          at: raw('r.created_at'),
          actor: raw('r.created_by'),
          content: raw(`jsonb_build_object('contactId', r.id, 'name', r.name, 'title', r.title, 'isKey', r.is_key)`),
        }
      : undefined,
  finish: (ctx, _, entries) => {
    const hidden = ctx.ability.hiddenFields('contact');
    for (const { content } of entries) for (const key of hidden) Reflect.deleteProperty(content, key);
  },
};
