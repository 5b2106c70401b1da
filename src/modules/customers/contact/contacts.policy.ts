import { raw } from 'sql-template-tag';
import { policies, type ObjectPolicy, type StandingRule } from '../../../platform/authz/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { customerPolicy } from '../customers.policy.js';
import { belowKept } from '../privacy/private-to.js';

/** What a permission on a customer lets one do with its contacts. */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
  read: ['read'],
  update: ['create', 'update'],
  import: ['import'],
  export: ['export'],
};

/**
 * Contacts follow their customer: its rules hold for them, over the same columns, which triggers keep on the contact. Members
 * of a sea alone see no contacts before they have claimed the customer.
 */
export const contactPolicy: ObjectPolicy = {
  object: 'contact',
  label: text('联系人', 'Contact'),
  actions: ['read', 'create', 'update', 'import', 'export'],
  follows: [{ object: 'customer', grants: GRANTS }],
  scopes: customerPolicy.scopes,
  ownerField: 'ownerId',
  columns: { ...customerPolicy.columns, id: raw('r.customer_id') },
  relations: customerPolicy.relations ?? [],
  ...(customerPolicy.collaborating ? { collaborating: customerPolicy.collaborating } : {}),
  keeps: { from: belowKept, known: false },
  standing: (employeeId) => (customerPolicy.standing?.(employeeId) ?? []).flatMap(followed),
};

function followed(rule: StandingRule): StandingRule[] {
  const actions = rule.actions.flatMap((action) => GRANTS[action] ?? []);
  if (rule.reason === 'poolMember' || actions.length === 0) return [];
  return [{ ...rule, actions, requires: rule.requires === null ? null : 'read' }];
}

policies.register(contactPolicy);
