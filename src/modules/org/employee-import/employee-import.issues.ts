import type { Problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { rowIssue, type RowIssue } from '../../../platform/records/import/index.js';
import { DEPARTMENTS, SUPERIOR } from './employee-import.columns.js';

export const superiorUnknown = rowIssue('SUPERIOR_UNKNOWN', text('没有员工“{superior}”', 'There is no employee {superior}'));
export const superiorAmbiguous = rowIssue(
  'SUPERIOR_AMBIGUOUS',
  text(
    '有多名员工叫“{superior}”,请改填手机号或工号',
    'Several employees are called {superior}; give the phone or employee number',
  ),
);
export const superiorRowFailed = rowIssue(
  'SUPERIOR_ROW_FAILED',
  text('上级在文件第 {row} 行,该行未能导入', 'The superior stands in row {row} of the file, which is not imported'),
);
export const superiorCycle = rowIssue(
  'SUPERIOR_CYCLE',
  text('汇报关系成环:{path}', 'The reporting line would be a circle: {path}'),
);
export const departmentUnknown = rowIssue(
  'DEPARTMENT_UNKNOWN',
  text('没有部门“{department}”', 'There is no department {department}'),
);
export const departmentAmbiguous = rowIssue(
  'DEPARTMENT_AMBIGUOUS',
  text('有多个部门叫“{department}”,请填写完整路径', 'Several departments are called {department}; give the whole path'),
);
export const departmentsTooMany = rowIssue('TOO_MANY_DEPARTMENTS', text('最多 {limit} 个部门', 'At most {limit} departments'));
export const roleUnknown = rowIssue('ROLE_UNKNOWN', text('没有角色“{role}”', 'There is no role {role}'));
export const roleNotAllowed = rowIssue('ROLE_NOT_ALLOWED', text('您无权授予角色“{role}”', 'You may not give the role {role}'));
export const contactRequired = rowIssue(
  'CONTACT_REQUIRED',
  text('手机、邮箱至少填一项', 'Give at least one of phone and e-mail'),
);

const exists = rowIssue('EMPLOYEE_EXISTS', text('此人已是本企业员工', 'This person works here already'));
const hasLeft = rowIssue(
  'EMPLOYEE_HAS_LEFT',
  text('此人曾在本企业任职,请办理返岗', 'This person worked here before; let them return instead'),
);
const phoneTaken = rowIssue('EMPLOYEE_PHONE_TAKEN', text('另一名员工使用此手机号', 'Another employee has this phone number'));
const numberTaken = rowIssue('EMPLOYEE_NUMBER_TAKEN', text('工号已被使用', 'This employee number is in use'));
const signInNameTaken = rowIssue('SIGN_IN_NAME_TAKEN', text('邮箱已被他人使用', 'Somebody else signs in with this e-mail'));
const departmentGone = rowIssue('DEPARTMENT_GONE', text('部门已被删除', 'The department has been deleted meanwhile'));
const superiorGone = rowIssue('SUPERIOR_GONE', text('上级已离职', 'The superior has left meanwhile'));
const notTaken = rowIssue('NOT_TAKEN', text('该员工未能创建({code})', 'This employee could not be taken on ({code})'));

const ISSUES = new Map<string, () => RowIssue>([
  ['REQUIRED', () => contactRequired('phone')],
  ['EMPLOYEE_EXISTS', () => exists('phone')],
  ['EMPLOYEE_HAS_LEFT', () => hasLeft('phone')],
  ['EMPLOYEE_PHONE_TAKEN', () => phoneTaken('phone')],
  ['EMPLOYEE_NUMBER_TAKEN', () => numberTaken('employeeNumber')],
  ['SIGN_IN_NAME_TAKEN', () => signInNameTaken('email')],
  ['DEPARTMENT_NOT_FOUND', () => departmentGone(DEPARTMENTS)],
  ['EMPLOYEE_NOT_FOUND', () => superiorGone(SUPERIOR)],
]);

/** What the taking on of people says about a row, in the words of an import. */
export function issueOf({ code, issues }: Problem): RowIssue {
  const said = issues[0]?.code ?? code;
  return ISSUES.get(said)?.() ?? notTaken(null, { code: said });
}
