import { text } from '../../../platform/i18n/locale.js';
import { registerTie } from '../../../platform/records/index.js';

export const HAS_SUBSIDIARIES = 'HAS_SUBSIDIARIES';

const merged = text('参与过合并', 'It has been part of a merge');

// What shows that somebody has worked with a customer; modules above register theirs.
registerTie({
  object: 'customer',
  table: 'contacts',
  column: 'customer_id',
  code: 'HAS_CONTACTS',
  reason: text('已有联系人', 'It has contacts'),
});
registerTie({
  object: 'customer',
  table: 'follow_ups',
  column: 'customer_id',
  code: 'FOLLOWED_UP',
  reason: text('已有跟进记录', 'It has been followed up'),
});
registerTie({
  object: 'customer',
  table: 'customers',
  column: 'parent_id',
  code: HAS_SUBSIDIARIES,
  reason: text('已有下级客户', 'Other customers stand below it'),
});
registerTie({ object: 'customer', table: 'customers', column: 'merged_into_id', code: 'MERGED', reason: merged });
registerTie({ object: 'customer', table: 'customer_merges', column: 'survivor_id', code: 'MERGED', reason: merged });
registerTie({
  table: 'collaborators',
  column: 'record_id',
  code: 'HAS_COLLABORATORS',
  reason: text('已有联合跟进人', 'It has collaborators'),
});
