import { text, type Text } from '../../platform/i18n/locale.js';
import {
  dictionaryField,
  registerObject,
  type Choice,
  type FieldDescriptor,
  type ObjectDescriptor,
} from '../../platform/records/index.js';
import { placeFields } from '../pools/index.js';
import { leadPolicy } from './leads.policy.js';

const choice = (code: string, zh: string, en: string): Choice => ({ code, label: text(zh, en) });

export const LEAD_STATUSES = [
  choice('active', '有效', 'Active'),
  choice('invalid', '无效', 'Invalid'),
  choice('converted', '已转换', 'Converted'),
  choice('merged', '已合并', 'Merged'),
] as const;

/** Follow-up degree (跟进程度). */
export const DEGREES = [
  choice('none', '未跟进', 'None'),
  choice('low', '低', 'Low'),
  choice('medium', '中', 'Medium'),
  choice('high', '高', 'High'),
] as const;

const reference = (key: string, label: Text, column: string): FieldDescriptor => ({
  key,
  label,
  type: 'reference',
  column,
  nullable: true,
  detailOnly: true,
});

const fields: FieldDescriptor[] = [
  { key: 'id', label: text('编号', 'Id'), type: 'reference', column: 'id' },
  {
    key: 'name',
    label: text('姓名', 'Name'),
    type: 'text',
    column: 'name',
    importable: true,
    required: true,
    maxLength: 100,
    aliases: ['联系人', '客户姓名', '线索名称', '姓 名', 'contact', 'full name'],
    personal: true,
  },
  {
    key: 'company',
    label: text('公司', 'Company'),
    type: 'text',
    column: 'company',
    nullable: true,
    importable: true,
    maxLength: 200,
    aliases: ['公司名称', '单位', '企业名称', '客户名称', 'company name'],
  },
  {
    key: 'title',
    label: text('职务', 'Title'),
    type: 'text',
    column: 'title',
    nullable: true,
    importable: true,
    maxLength: 100,
    aliases: ['职位', 'job title'],
    personal: true,
  },
  {
    key: 'phone',
    label: text('电话', 'Phone'),
    type: 'phone',
    column: 'phone',
    nullable: true,
    importable: true,
    aliases: ['手机', '手机号', '手机号码', '移动电话', '联系电话', '联系方式', '电话号码', 'mobile', 'phone number'],
    personal: true,
  },
  {
    key: 'email',
    label: text('邮箱', 'E-mail'),
    type: 'email',
    column: 'email',
    nullable: true,
    importable: true,
    maxLength: 254,
    aliases: ['电子邮箱', '邮件', 'email'],
    personal: true,
  },
  {
    key: 'wechat',
    label: text('微信', 'WeChat'),
    type: 'text',
    column: 'wechat',
    nullable: true,
    importable: true,
    maxLength: 100,
    aliases: ['微信号'],
    personal: 'identifying',
  },
  dictionaryField('source', text('来源', 'Source'), 'leadSource', { aliases: ['线索来源', '流量来源', '渠道'] }),
  dictionaryField('group', text('分组', 'Group'), 'leadGroup', { aliases: ['线索分组'] }),
  dictionaryField('industry', text('行业', 'Industry'), 'industry', { aliases: ['所属行业'] }),
  dictionaryField('region', text('地区', 'Region'), 'region', { aliases: ['区域', '省市', '城市'] }),
  {
    key: 'address',
    label: text('地址', 'Address'),
    type: 'text',
    column: 'address',
    nullable: true,
    importable: true,
    maxLength: 500,
    detailOnly: true,
    aliases: ['详细地址', '公司地址'],
    personal: true,
  },
  {
    key: 'website',
    label: text('网址', 'Website'),
    type: 'text',
    column: 'website',
    nullable: true,
    importable: true,
    maxLength: 500,
    detailOnly: true,
    aliases: ['公司网址', '网站'],
  },
  {
    key: 'remark',
    label: text('备注', 'Remark'),
    type: 'text',
    column: 'remark',
    nullable: true,
    importable: true,
    maxLength: 5000,
    detailOnly: true,
    aliases: ['说明', '描述', 'note', 'notes'],
    personal: true,
  },
  { key: 'tags', label: text('标签', 'Tags'), type: 'choices', column: 'tags', importable: true },
  { key: 'degree', label: text('跟进程度', 'Degree'), type: 'choice', column: 'degree', choices: DEGREES, importable: true },
  { key: 'status', label: text('状态', 'Status'), type: 'choice', column: 'status', choices: LEAD_STATUSES },
  dictionaryField('invalidReason', text('无效原因', 'Invalid reason'), 'invalidReason', { importable: false }),
  {
    key: 'mergedIntoId',
    label: text('合并到', 'Merged into'),
    type: 'reference',
    column: 'merged_into_id',
    nullable: true,
    detailOnly: true,
  },
  reference('customerId', text('转换成的客户', 'Customer'), 'customer_id'),
  reference('contactId', text('转换成的联系人', 'Contact'), 'contact_id'),
  {
    key: 'convertedAt',
    label: text('转换时间', 'Converted'),
    type: 'timestamp',
    column: 'converted_at',
    nullable: true,
    detailOnly: true,
  },
  ...placeFields({ pool: text('线索池', 'Pool'), home: text('来源线索池', 'Home pool') }),
];

/** What a lead is made of: lists, filters, imports, exports and history read it. */
export const leadDescriptor: ObjectDescriptor = registerObject({
  object: 'lead',
  table: 'leads',
  label: text('线索', 'Lead'),
  policy: leadPolicy,
  fields,
  defaultSort: '-createdAt',
  search: { texts: ['name', 'company'], phoneColumn: 'phone' },
  customizable: true,
});
