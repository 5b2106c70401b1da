import { text } from '../../../platform/i18n/locale.js';
import { registerTie } from '../../../platform/records/index.js';

const converted = text('已转换为客户', 'It has become a customer');

// What shows that somebody has worked with a lead, or that a customer came from one.
registerTie({
  object: 'lead',
  table: 'follow_ups',
  column: 'lead_id',
  code: 'FOLLOWED_UP',
  reason: text('已有跟进记录', 'It has been followed up'),
});
registerTie({ object: 'lead', table: 'customers', column: 'lead_id', code: 'CONVERTED', reason: converted });
registerTie({
  object: 'lead',
  table: 'lead_captures',
  column: 'lead_id',
  code: 'CAME_AGAIN',
  reason: text('同一线索又从表单或接口进入', 'It has come again by a form or another system'),
});
registerTie({
  object: 'lead',
  table: 'leads',
  column: 'merged_into_id',
  code: 'MERGED',
  reason: text('参与过合并', 'It has been part of a merge'),
});
registerTie({
  object: 'contact',
  table: 'leads',
  column: 'contact_id',
  code: 'HAS_LEADS',
  reason: text('有线索转换到该联系人', 'Leads have become this contact'),
});
registerTie({
  object: 'customer',
  table: 'leads',
  column: 'customer_id',
  code: 'HAS_LEADS',
  reason: text('有线索转换到该客户', 'Leads have become this customer'),
});
