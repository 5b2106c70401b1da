import { text } from '../../platform/i18n/locale.js';
import { registerObject, type Choice, type FieldDescriptor, type ObjectDescriptor } from '../../platform/records/index.js';
import { placeFields } from '../pools/index.js';
import { registerNumbered } from '../settings/index.js';
import { customerPolicy } from './customers.policy.js';

const choice = (code: string, zh: string, en: string): Choice => ({ code, label: text(zh, en) });

export const CUSTOMER_STATES = [
  choice('active', '正常', 'Active'),
  choice('archived', '已归档', 'Archived'),
  choice('merged', '已合并', 'Merged'),
] as const;

/** A value of one of the enterprise's dictionaries (DICT-01); the column is named after the key. */
function item(key: string, zh: string, en: string, dictionary: string, more: Partial<FieldDescriptor>): FieldDescriptor {
  const column = `${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_id`;
  const reference = { key: `${key}Label`, table: 'dictionary_items', column: 'label' };
  const field = { key: `${key}Id`, label: text(zh, en), type: 'dictionary' as const, dictionary, column, reference };
  return { ...field, nullable: true, importable: true, ...more };
}

const facts: FieldDescriptor[] = [
  { key: 'id', label: text('标识', 'Id'), type: 'reference', column: 'id' },
  {
    key: 'name',
    label: text('客户全称', 'Name'),
    type: 'text',
    column: 'name',
    importable: true,
    required: true,
    maxLength: 200,
    sortable: true,
    sortColumn: 'name_pinyin',
    aliases: ['客户名称', '公司名称', '单位名称', '企业名称', '全称', '客户', 'customer name', 'company'],
  },
  {
    key: 'shortName',
    label: text('简称', 'Short name'),
    type: 'text',
    column: 'short_name',
    nullable: true,
    importable: true,
    maxLength: 100,
    aliases: ['客户简称', '公司简称'],
  },
  {
    key: 'number',
    label: text('客户编号', 'Number'),
    type: 'text',
    column: 'number',
    nullable: true,
    importable: true,
    maxLength: 50,
    aliases: ['编号', '客户代码', 'customer number'],
  },
  item('status', '客户状态', 'Status', 'customerStatus', { sortable: true, aliases: ['状态'] }),
  item('level', '客户级别', 'Level', 'customerLevel', { aliases: ['级别', '客户等级', '等级'] }),
  item('industry', '行业', 'Industry', 'industry', { aliases: ['所属行业'] }),
  item('region', '地区', 'Region', 'region', { aliases: ['区域', '省市', '城市', '所在地区'] }),
  item('channelType', '渠道类型', 'Channel', 'channelType', { aliases: ['渠道'] }),
  item('source', '客户来源', 'Source', 'customerSource', { aliases: ['来源'] }),
  item('progress', '跟进进展', 'Progress', 'followUpProgress', { aliases: ['进展', '跟进阶段'] }),
  {
    key: 'address',
    label: text('地址', 'Address'),
    type: 'text',
    column: 'address',
    nullable: true,
    importable: true,
    maxLength: 500,
    detailOnly: true,
    aliases: ['详细地址', '公司地址', '客户地址'],
  },
  {
    key: 'longitude',
    label: text('经度', 'Longitude'),
    type: 'decimal',
    column: 'longitude',
    nullable: true,
    writable: true,
    filterable: false,
    detailOnly: true,
  },
  {
    key: 'latitude',
    label: text('纬度', 'Latitude'),
    type: 'decimal',
    column: 'latitude',
    nullable: true,
    writable: true,
    filterable: false,
    detailOnly: true,
  },
  {
    key: 'phone',
    label: text('电话', 'Phone'),
    type: 'phone',
    column: 'phone',
    nullable: true,
    importable: true,
    aliases: ['公司电话', '联系电话', '电话号码', '座机', 'phone number'],
  },
  {
    key: 'otherPhones',
    label: text('其他电话', 'Other phones'),
    type: 'choices',
    members: 'phone',
    column: 'other_phones',
    writable: true,
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
  { key: 'parentId', label: text('上级客户', 'Parent'), type: 'reference', column: 'parent_id', nullable: true, writable: true },
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
  },
  { key: 'tags', label: text('标签', 'Tags'), type: 'choices', column: 'tags', importable: true },
  { key: 'isPrivate', label: text('私密', 'Private'), type: 'boolean', column: 'is_private' },
  { key: 'state', label: text('归档状态', 'State'), type: 'choice', column: 'state', choices: CUSTOMER_STATES },
  {
    key: 'archiveReason',
    label: text('归档原因', 'Reason for archiving'),
    type: 'text',
    column: 'archive_reason',
    nullable: true,
    detailOnly: true,
  },
  {
    key: 'mergedIntoId',
    label: text('合并到', 'Merged into'),
    type: 'reference',
    column: 'merged_into_id',
    nullable: true,
    detailOnly: true,
  },
];

/** What a customer is made of: lists, filters, imports, exports and history read it. */
export const customerDescriptor: ObjectDescriptor = registerObject({
  object: 'customer',
  table: 'customers',
  label: text('客户', 'Customer'),
  policy: customerPolicy,
  fields: [...facts, ...placeFields({ pool: text('公海', 'Sea'), home: text('来源公海', 'Home sea') })],
  defaultSort: '-createdAt',
  search: { texts: ['name', 'shortName', 'number'], phoneColumn: 'phone' },
  customizable: true,
});

registerNumbered({
  object: 'customer',
  field: 'number',
  rule: { pattern: 'KH{YYYY}{seq:5}', reset: 'yearly', gapFree: false, start: 1 },
});
