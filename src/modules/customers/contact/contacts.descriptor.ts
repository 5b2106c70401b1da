import { text } from '../../../platform/i18n/locale.js';
import {
  choice,
  importField,
  stampFields,
  registerObject,
  type FieldDescriptor,
  type ObjectDescriptor,
} from '../../../platform/records/index.js';
import { contactPolicy } from './contacts.policy.js';

export const GENDERS = [choice('male', '男', 'Male'), choice('female', '女', 'Female')] as const;

/** The part that somebody has in a customer's decisions. */
export const DECISION_ROLES = [
  choice('decisionMaker', '决策者', 'Decision maker'),
  choice('influencer', '影响者', 'Influencer'),
  choice('user', '使用者', 'User'),
  choice('gatekeeper', '把关者', 'Gatekeeper'),
  choice('buyer', '采购者', 'Buyer'),
  choice('other', '其他', 'Other'),
] as const;

export const CONTACT_STATUSES = [choice('active', '正常', 'Active'), choice('archived', '已归档', 'Archived')] as const;

/** A field of text that may be empty and comes by spreadsheets. */
function line(key: string, zh: string, en: string, maxLength: number, more: Partial<FieldDescriptor> = {}): FieldDescriptor {
  return { key, label: text(zh, en), type: 'text', column: key, nullable: true, importable: true, maxLength, ...more };
}

const fields: FieldDescriptor[] = [
  { key: 'id', label: text('标识', 'Id'), type: 'reference', column: 'id' },
  {
    key: 'customerId',
    label: text('客户', 'Customer'),
    type: 'reference',
    column: 'customer_id',
    reference: { key: 'customerName', table: 'customers', column: 'name' },
  },
  line('name', '姓名', 'Name', 100, {
    nullable: false,
    required: true,
    sortable: true,
    sortColumn: 'name_pinyin',
    personal: true,
    aliases: ['联系人', '联系人姓名', 'contact', 'full name'],
  }),
  line('title', '职务', 'Title', 100, { personal: true, aliases: ['职位', 'job title'] }),
  line('department', '部门', 'Department', 100, { aliases: ['所属部门'] }),
  line('phone', '电话', 'Phone', 20, { type: 'phone', personal: true, aliases: ['手机', '手机号', '联系电话', 'mobile'] }),
  {
    key: 'otherPhones',
    label: text('其他电话', 'Other phones'),
    type: 'choices',
    members: 'phone',
    personal: true,
    column: 'other_phones',
    writable: true,
  },
  line('email', '邮箱', 'E-mail', 254, { type: 'email', personal: true, aliases: ['电子邮箱', '邮件'] }),
  line('wechat', '微信', 'WeChat', 100, { personal: 'identifying', aliases: ['微信号'] }),
  line('birthday', '生日', 'Birthday', 10, { type: 'date', personal: true, aliases: ['出生日期'] }),
  {
    key: 'remindDaysBefore',
    label: text('提前提醒天数', 'Reminder, days before'),
    type: 'integer',
    column: 'remind_days_before',
    nullable: true,
    importable: true,
  },
  {
    key: 'gender',
    label: text('性别', 'Gender'),
    type: 'choice',
    column: 'gender',
    choices: GENDERS,
    nullable: true,
    importable: true,
  },
  {
    key: 'isKey',
    label: text('关键人', 'Key person'),
    type: 'boolean',
    column: 'is_key',
    importable: true,
    aliases: ['是否关键人'],
  },
  {
    key: 'decisionRole',
    label: text('决策角色', 'Role in decisions'),
    type: 'choice',
    column: 'decision_role',
    choices: DECISION_ROLES,
    nullable: true,
    importable: true,
  },
  line('remark', '备注', 'Remark', 5000, { personal: true, detailOnly: true, aliases: ['说明', 'note', 'notes'] }),
  { key: 'tags', label: text('标签', 'Tags'), type: 'choices', column: 'tags', importable: true },
  { key: 'status', label: text('状态', 'Status'), type: 'choice', column: 'status', choices: CONTACT_STATUSES },
  {
    key: 'ownerId',
    label: text('负责人', 'Owner'),
    type: 'reference',
    column: 'owner_id',
    nullable: true,
    reference: { key: 'ownerName', table: 'employees', column: 'name' },
  },
  {
    key: 'poolId',
    label: text('公海', 'Sea'),
    type: 'reference',
    column: 'pool_id',
    nullable: true,
    reference: { key: 'poolName', table: 'pools', column: 'name' },
  },
  importField,
  ...stampFields,
];

/** What a contact is made of: lists, filters and history read it. */
export const contactDescriptor: ObjectDescriptor = registerObject({
  object: 'contact',
  table: 'contacts',
  label: text('联系人', 'Contact'),
  policy: contactPolicy,
  fields,
  defaultSort: '-createdAt',
  search: { texts: ['name', 'title', 'email'], phoneColumn: 'phone' },
  customizable: true,
});
