import sql from 'sql-template-tag';
import type { ObjectPolicy } from '../../../platform/authz/index.js';
import { registerObject } from '../../../platform/records/descriptor.js';
import { text } from '../../../platform/i18n/locale.js';

export const employeePolicy: ObjectPolicy = {
  object: 'employee',
  label: text('员工', 'Employee'),
  actions: ['read', 'create', 'update', 'import', 'export', 'invite', 'approve', 'preview'],
  inPerson: ['preview'],
  scopes: ['all'],
  columns: { id: sql`r.id` },
};

/** What an employee's fields are: field rules, import and export read it. */
export const employeeDescriptor = registerObject({
  object: 'employee',
  table: 'employees',
  label: text('员工', 'Employee'),
  policy: employeePolicy,
  defaultSort: 'name',
  search: { phoneColumn: 'phone', texts: ['name', 'nickname', 'title'] },
  customizable: false,
  fields: [
    {
      key: 'name',
      label: text('姓名', 'Name'),
      type: 'text',
      column: 'name',
      importable: true,
      required: true,
      maxLength: 50,
      aliases: ['员工姓名', 'full name'],
      personal: true,
    },
    {
      key: 'nickname',
      label: text('昵称', 'Nickname'),
      type: 'text',
      column: 'nickname',
      nullable: true,
      importable: true,
      maxLength: 50,
      personal: true,
    },
    {
      key: 'phone',
      label: text('手机', 'Phone'),
      type: 'phone',
      column: 'phone',
      nullable: true,
      importable: true,
      aliases: ['手机号', '手机号码', '电话', 'mobile'],
      personal: true,
    },
    {
      key: 'email',
      label: text('邮箱', 'E-mail'),
      type: 'email',
      column: 'email',
      nullable: true,
      importable: true,
      aliases: ['电子邮箱', '邮件', 'mail'],
      personal: true,
    },
    {
      key: 'title',
      label: text('职务', 'Title'),
      type: 'text',
      column: 'title',
      nullable: true,
      importable: true,
      maxLength: 100,
      aliases: ['职位', '岗位', 'position'],
      personal: true,
    },
    {
      key: 'employeeNumber',
      label: text('工号', 'Employee number'),
      type: 'text',
      column: 'employee_number',
      nullable: true,
      importable: true,
      maxLength: 50,
      aliases: ['员工编号', '员工号'],
      personal: true,
    },
    {
      key: 'entryDate',
      label: text('入职日期', 'Entry date'),
      type: 'date',
      column: 'entry_date',
      nullable: true,
      importable: true,
      aliases: ['入职时间', 'hire date'],
    },
    {
      key: 'avatar',
      label: text('头像', 'Avatar'),
      type: 'text',
      column: 'avatar',
      nullable: true,
      filterable: false,
      personal: true,
    },
    { key: 'createdAt', label: text('创建时间', 'Created at'), type: 'timestamp', column: 'created_at', sortable: true },
  ],
});

/** Fields that field rules may hide or bind. */
export const BINDABLE = ['nickname', 'phone', 'email', 'title', 'employeeNumber', 'entryDate', 'avatar'] as const;
