import { text } from '../../platform/i18n/locale.js';
import { registerObject, type Choice, type FieldDescriptor, type ObjectDescriptor } from '../../platform/records/index.js';
import { leadPolicy } from './leads.policy.js';

const choice = (code: string, zh: string, en: string): Choice => ({ code, label: text(zh, en) });

export const LEAD_STATUSES = [choice('active', '有效', 'Active'), choice('invalid', '无效', 'Invalid'), choice('converted', '已转换', 'Converted'), choice('merged', '已合并', 'Merged')] as const;

/** Follow-up degree (跟进程度). */
export const DEGREES = [choice('none', '未跟进', 'None'), choice('low', '低', 'Low'), choice('medium', '中', 'Medium'), choice('high', '高', 'High')] as const;

export const ACQUISITIONS = [
  choice('created', '自建', 'Created'),
  choice('imported', '导入', 'Imported'),
  choice('claimed', '领取', 'Claimed'),
  choice('assigned', '分配', 'Assigned'),
  choice('transferred', '转移', 'Transferred'),
] as const;

const fields: FieldDescriptor[] = [
  { key: 'id', label: text('编号', 'Id'), type: 'reference', column: 'id' },
  { key: 'name', label: text('姓名', 'Name'), type: 'text', column: 'name', importable: true, required: true, maxLength: 100, aliases: ['联系人', '客户姓名', '线索名称', '姓 名', 'contact', 'full name'] },
  { key: 'company', label: text('公司', 'Company'), type: 'text', column: 'company', nullable: true, importable: true, maxLength: 200, aliases: ['公司名称', '单位', '企业名称', '客户名称', 'company name'] },
  { key: 'title', label: text('职务', 'Title'), type: 'text', column: 'title', nullable: true, importable: true, maxLength: 100, aliases: ['职位', 'job title'] },
  { key: 'phone', label: text('电话', 'Phone'), type: 'phone', column: 'phone', nullable: true, importable: true, aliases: ['手机', '手机号', '手机号码', '移动电话', '联系电话', '联系方式', '电话号码', 'mobile', 'phone number'] },
  { key: 'email', label: text('邮箱', 'E-mail'), type: 'email', column: 'email', nullable: true, importable: true, maxLength: 254, aliases: ['电子邮箱', '邮件', 'email'] },
  { key: 'wechat', label: text('微信', 'WeChat'), type: 'text', column: 'wechat', nullable: true, importable: true, maxLength: 100, aliases: ['微信号'] },
  { key: 'source', label: text('来源', 'Source'), type: 'text', column: 'source', nullable: true, importable: true, maxLength: 100, aliases: ['线索来源', '流量来源', '渠道'] },
  { key: 'group', label: text('分组', 'Group'), type: 'text', column: 'lead_group', nullable: true, importable: true, maxLength: 100, aliases: ['线索分组'] },
  { key: 'industry', label: text('行业', 'Industry'), type: 'text', column: 'industry', nullable: true, importable: true, maxLength: 100, aliases: ['所属行业'] },
  { key: 'region', label: text('地区', 'Region'), type: 'text', column: 'region', nullable: true, importable: true, maxLength: 100, aliases: ['区域', '省市', '城市'] },
  { key: 'address', label: text('地址', 'Address'), type: 'text', column: 'address', nullable: true, importable: true, maxLength: 500, detailOnly: true, aliases: ['详细地址', '公司地址'] },
  { key: 'website', label: text('网址', 'Website'), type: 'text', column: 'website', nullable: true, importable: true, maxLength: 500, detailOnly: true, aliases: ['公司网址', '网站'] },
  { key: 'remark', label: text('备注', 'Remark'), type: 'text', column: 'remark', nullable: true, importable: true, maxLength: 5000, detailOnly: true, aliases: ['说明', '描述', 'note', 'notes'] },
  { key: 'tags', label: text('标签', 'Tags'), type: 'choices', column: 'tags', importable: true },
  { key: 'degree', label: text('跟进程度', 'Degree'), type: 'choice', column: 'degree', choices: DEGREES, importable: true },
  { key: 'status', label: text('状态', 'Status'), type: 'choice', column: 'status', choices: LEAD_STATUSES },
  { key: 'invalidReason', label: text('无效原因', 'Invalid reason'), type: 'text', column: 'invalid_reason', nullable: true },
  { key: 'mergedIntoId', label: text('合并到', 'Merged into'), type: 'reference', column: 'merged_into_id', nullable: true, detailOnly: true },
  { key: 'poolId', label: text('线索池', 'Pool'), type: 'reference', column: 'pool_id', nullable: true, reference: { key: 'poolName', table: 'pools', column: 'name' } },
  { key: 'ownerId', label: text('负责人', 'Owner'), type: 'reference', column: 'owner_id', nullable: true, reference: { key: 'ownerName', table: 'employees', column: 'name' } },
  { key: 'homePoolId', label: text('来源线索池', 'Home pool'), type: 'reference', column: 'home_pool_id', nullable: true },
  { key: 'acquisition', label: text('获得方式', 'Acquisition'), type: 'choice', column: 'acquisition', choices: ACQUISITIONS },
  { key: 'ownedSince', label: text('获得时间', 'Owned since'), type: 'timestamp', column: 'owned_since', nullable: true },
  { key: 'enteredPoolAt', label: text('进入线索池时间', 'In pool since'), type: 'timestamp', column: 'entered_pool_at', nullable: true, sortable: true },
  { key: 'lastFollowUpAt', label: text('最后跟进时间', 'Last follow-up'), type: 'timestamp', column: 'last_follow_up_at', nullable: true, sortable: true },
  { key: 'followUpCount', label: text('跟进次数', 'Follow-ups'), type: 'integer', column: 'follow_up_count' },
  { key: 'nextContactAt', label: text('下次联系时间', 'Next contact'), type: 'timestamp', column: 'next_contact_at', nullable: true, sortable: true, writable: true },
  { key: 'protectedUntil', label: text('保护至', 'Protected until'), type: 'timestamp', column: 'protected_until', nullable: true },
  { key: 'quarantinedUntil', label: text('冻结至', 'Quarantined until'), type: 'timestamp', column: 'quarantined_until', nullable: true },
  { key: 'reclaimAt', label: text('预计回收时间', 'Reclaim time'), type: 'timestamp', column: 'reclaim_at', nullable: true, sortable: true },
  { key: 'reclaimRuleId', label: text('回收规则', 'Reclaim rule'), type: 'reference', column: 'reclaim_rule_id', nullable: true },
  { key: 'reclaimRuleKey', label: text('回收规则项', 'Line of the reclaim rule'), type: 'text', column: 'reclaim_rule_key', nullable: true },
  { key: 'importId', label: text('导入批次', 'Import'), type: 'reference', column: 'import_id', nullable: true, detailOnly: true },
  { key: 'createdAt', label: text('创建时间', 'Created'), type: 'timestamp', column: 'created_at', sortable: true, sortColumn: 'id' },
  { key: 'createdBy', label: text('创建人', 'Created by'), type: 'reference', column: 'created_by', nullable: true },
  { key: 'updatedAt', label: text('更新时间', 'Updated'), type: 'timestamp', column: 'updated_at', sortable: true },
  { key: 'version', label: text('版本', 'Version'), type: 'integer', column: 'version' },
];

/** What a lead is made of: lists, filters, imports, exports and history read it. */
export const leadDescriptor: ObjectDescriptor = registerObject({
  object: 'lead',
  table: 'leads',
  label: text('线索', 'Lead'),
  policy: leadPolicy,
  fields,
  defaultSort: '-createdAt',
  search: { phoneColumn: 'phone' },
  customizable: true,
});
