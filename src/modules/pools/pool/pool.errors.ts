import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const poolInUse = problem(
  409,
  'POOL_IN_USE',
  text('有分派规则或回收规则指向该池,不能停用', 'Routing or reclaim rules still send records to this pool.'),
);
export const departmentPoolMembers = problem(
  422,
  'DEPARTMENT_POOL_MEMBERS',
  text(
    '部门公海的成员就是该部门及其下级,只能另设管理员',
    'The members of a department’s pool are its people; only administrators can be named.',
  ),
);
