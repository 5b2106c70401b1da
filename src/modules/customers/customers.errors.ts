import { onViolation, problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const customerNotFound = problem(404, 'CUSTOMER_NOT_FOUND', text('客户不存在', 'There is no such customer.'));
export const customerDuplicate = problem(
  409,
  'CUSTOMER_DUPLICATE',
  text('已有同名客户', 'There is a customer of this name already.'),
);
export const customerNumberTaken = problem(
  409,
  'CUSTOMER_NUMBER_TAKEN',
  text('客户编号已被使用', 'Another customer has this number.'),
);
export const customerNotActive = problem(
  409,
  'CUSTOMER_NOT_ACTIVE',
  text('该客户已归档或已合并', 'This customer is archived or merged.'),
);
export const collaboratorNotFound = problem(
  404,
  'COLLABORATOR_NOT_FOUND',
  text('该员工不是联合跟进人', 'This employee is no collaborator.'),
);
export const privacyNotAllowed = problem(
  409,
  'PRIVATE_CUSTOMERS_NOT_ALLOWED',
  text('企业未启用私密客户', 'The enterprise does not allow private customers.'),
);
export const mergeNotFound = problem(404, 'MERGE_NOT_FOUND', text('合并记录不存在', 'There is no such merge.'));
export const mergeUndone = problem(409, 'MERGE_UNDONE', text('该合并已撤销', 'This merge has been undone already.'));
export const mergeTooOld = problem(409, 'MERGE_TOO_OLD', text('合并超过 30 天,不能撤销', 'A merge can be undone for 30 days.'));
export const placeIncomplete = problem(
  422,
  'COORDINATES_INCOMPLETE',
  text('经度和纬度须同时填写', 'Longitude and latitude go together.'),
);
export const parentInvalid = problem(
  422,
  'CUSTOMER_PARENT_INVALID',
  text('上级客户不存在,或会形成循环', 'There is no such parent customer, or it would be above itself.'),
);

onViolation('customers_name_once', customerDuplicate);
onViolation('customers_short_name_once', customerDuplicate);
onViolation('customers_number_once', customerNumberTaken);
onViolation('customers_not_below_itself', parentInvalid);
onViolation('customers_placed_on_earth', placeIncomplete);
