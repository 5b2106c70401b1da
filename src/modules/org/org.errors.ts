import { onViolation, problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const phoneTaken = problem(
  409,
  'PHONE_TAKEN',
  text('该手机号已注册,请直接登录', 'This phone number is registered already; sign in instead.'),
);

export const departmentNotFound = problem(404, 'DEPARTMENT_NOT_FOUND', text('找不到该部门', 'There is no such department.'));
export const departmentNameTaken = problem(
  409,
  'DEPARTMENT_NAME_TAKEN',
  text('同级已有同名部门', 'A department beside it has this name already.'),
);
export const departmentCycle = problem(
  422,
  'DEPARTMENT_CYCLE',
  text('不能移到自己的下级部门中', 'A department cannot be moved into itself or below itself.'),
);
export const departmentNotEmpty = problem(
  409,
  'DEPARTMENT_NOT_EMPTY',
  text(
    '部门中还有 {members} 名员工、{children} 个下级部门,不能删除',
    'The department still has {members} members and {children} departments in it.',
  ),
);
export const departmentIsRoot = problem(
  409,
  'DEPARTMENT_IS_ROOT',
  text('根部门不能移动或删除', 'The root department can be neither moved nor deleted.'),
);

export const employeeNotFound = problem(404, 'EMPLOYEE_NOT_FOUND', text('找不到该员工', 'There is no such employee.'));
export const employeeExists = problem(409, 'EMPLOYEE_EXISTS', text('此人已是本企业员工', 'This person works here already.'));
export const employeeHasLeft = problem(
  409,
  'EMPLOYEE_HAS_LEFT',
  text('此人曾在本企业任职,请办理返岗', 'This person worked here before; let them return instead.'),
);
export const employeePhoneTaken = problem(
  409,
  'EMPLOYEE_PHONE_TAKEN',
  text('另一名员工使用此手机号', 'Another employee has this phone number.'),
);
export const employeeNumberTaken = problem(409, 'EMPLOYEE_NUMBER_TAKEN', text('工号已被使用', 'This employee number is in use.'));
export const signInNameTaken = problem(
  409,
  'SIGN_IN_NAME_TAKEN',
  text('邮箱或登录名已被他人使用', 'Somebody else signs in with this e-mail or login name.'),
);
export const reportingCycle = problem(
  422,
  'REPORTING_CYCLE',
  text('汇报关系成环:{path}', 'The reporting line would be a circle: {path}.'),
);
export const crmSuperiorCycle = problem(
  422,
  'CRM_SUPERIOR_CYCLE',
  text('{name} 是其 CRM 下级,不能成为上级', '{name} is below this employee for CRM data already.'),
);
export const statusNotAllowed = problem(
  409,
  'EMPLOYEE_STATUS_NOT_ALLOWED',
  text('员工当前状态不允许此操作', "The employee's status does not allow this."),
);
export const lastAdministrator = problem(
  409,
  'LAST_ADMINISTRATOR',
  text('企业至少要有一名在职的系统管理员', 'An enterprise keeps at least one active system administrator.'),
);

export const roleNotFound = problem(404, 'ROLE_NOT_FOUND', text('找不到该角色', 'There is no such role.'));
export const roleNameTaken = problem(409, 'ROLE_NAME_TAKEN', text('已有同名角色', 'There is a role of this name already.'));
export const roleIsFixed = problem(
  409,
  'ROLE_IS_FIXED',
  text('系统管理员角色不能修改', 'The system administrator role cannot be changed.'),
);
export const roleIsBuiltin = problem(409, 'ROLE_IS_BUILTIN', text('内置角色不能删除', 'Built-in roles cannot be deleted.'));
export const roleIsImplicit = problem(
  422,
  'ROLE_IS_IMPLICIT',
  text('每位员工都自动拥有该角色', 'Every employee has this role without being given it.'),
);
export const roleInUse = problem(
  409,
  'ROLE_IN_USE',
  text('还有 {holders} 名员工或 API 密钥拥有该角色', '{holders} employees or API keys still hold this role.'),
);
export const apiKeyNotFound = problem(404, 'API_KEY_NOT_FOUND', text('找不到该 API 密钥', 'There is no such API key.'));
export const apiKeyRevoked = problem(
  409,
  'API_KEY_REVOKED',
  text('API 密钥已吊销,不能再修改', 'The API key has been revoked, which is for ever.'),
);
export const previewNotFound = problem(
  404,
  'PREVIEW_NOT_FOUND',
  text('该预览不存在或已结束', 'There is no such preview, or it is over.'),
);
export const previewExceedsOwn = problem(
  403,
  'PREVIEW_EXCEEDS_OWN',
  text('不能预览权限超过自己的员工', 'You cannot look through the eyes of somebody who may do or see more than you.'),
);
export const grantExceedsOwn = problem(
  403,
  'GRANT_EXCEEDS_OWN',
  text('不能授予自己没有的权限', 'Nobody can grant what they do not hold themselves.'),
);

onViolation('accounts_phone_key', phoneTaken);
onViolation('accounts_email_key', signInNameTaken);
onViolation('accounts_login_key', signInNameTaken);
onViolation('departments_name_among_siblings', departmentNameTaken);
onViolation('employees_phone_once', employeePhoneTaken);
onViolation('employees_number_once', employeeNumberTaken);
onViolation('employees_one_per_account', employeeExists);
onViolation('roles_name_once', roleNameTaken);
