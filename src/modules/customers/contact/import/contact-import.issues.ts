import { text } from '../../../../platform/i18n/locale.js';
import { rowIssue } from '../../../../platform/records/import/index.js';

export const customerUnknown = rowIssue('CUSTOMER_UNKNOWN', text('没有客户“{customer}”', 'There is no customer {customer}'));
export const customerAmbiguous = rowIssue(
  'CUSTOMER_AMBIGUOUS',
  text('有多个客户叫“{customer}”,请改填客户编号', 'Several customers are called {customer}; give the number'),
);
export const customerNotYours = rowIssue(
  'CUSTOMER_NOT_YOURS',
  text('您无权修改客户“{customer}”', 'You may not change the customer {customer}'),
);
export const sameContact = rowIssue(
  'CONTACT_EXISTS',
  text('该客户已有联系人“{name}”', 'The customer has a contact {name} already'),
);
export const daysInvalid = rowIssue('OUT_OF_RANGE', text('应为 0 至 30', 'Between 0 and 30'));
