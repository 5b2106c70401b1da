import { text } from '../../../platform/i18n/locale.js';
import type { ImportColumn } from '../../../platform/records/import/index.js';

export const SUPERIOR = 'superior';
export const DEPARTMENTS = 'departments';
export const ROLES = 'roles';
export const SEAT = 'seat';

/** Columns beyond an employee's own fields. */
export const EMPLOYEE_IMPORT_COLUMNS: readonly ImportColumn[] = [
  {
    key: DEPARTMENTS,
    label: text('部门', 'Departments'),
    type: 'choices',
    aliases: ['所属部门', '部门名称', 'department'],
    note: text(
      '名称或路径(总部/销售部/华东组),第一个为主部门',
      'Name or path (Head office/Sales/East); the first is the main one',
    ),
  },
  {
    key: SUPERIOR,
    label: text('直属上级', 'Superior'),
    type: 'text',
    aliases: ['上级', '汇报对象', '直接上级', 'manager', 'reports to'],
    note: text('姓名、手机号或工号;可为本文件中的其他员工', 'Name, phone or employee number, also of another row of this file'),
  },
  {
    key: SEAT,
    label: text('坐席', 'Seat'),
    type: 'choice',
    aliases: ['坐席类型', '版本'],
    choices: [
      { code: 'office', label: text('办公版', 'Office') },
      { code: 'sales', label: text('营销版', 'Sales') },
    ],
  },
  {
    key: ROLES,
    label: text('角色', 'Roles'),
    type: 'choices',
    aliases: ['员工角色', 'role'],
    note: text('角色名称', 'Names of roles'),
  },
];
