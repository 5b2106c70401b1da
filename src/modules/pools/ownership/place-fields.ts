import { text, type Text } from '../../../platform/i18n/locale.js';
import { choice, importField, stampFields, type FieldDescriptor } from '../../../platform/records/index.js';

export const ACQUISITIONS = [
  choice('created', '自建', 'Created'),
  choice('imported', '导入', 'Imported'),
  choice('claimed', '领取', 'Claimed'),
  choice('assigned', '分配', 'Assigned'),
  choice('transferred', '转移', 'Transferred'),
] as const;

/** Fields of every kind of record that pools hold: its place, its owner, its deadline, its times. `labels` name the pool. */
export const placeFields = (labels: { pool: Text; home: Text }): FieldDescriptor[] => [
  {
    key: 'poolId',
    label: labels.pool,
    type: 'reference',
    column: 'pool_id',
    nullable: true,
    reference: { key: 'poolName', table: 'pools', column: 'name' },
  },
  {
    key: 'ownerId',
    label: text('负责人', 'Owner'),
    type: 'reference',
    column: 'owner_id',
    nullable: true,
    reference: { key: 'ownerName', table: 'employees', column: 'name' },
  },
  { key: 'homePoolId', label: labels.home, type: 'reference', column: 'home_pool_id', nullable: true },
  { key: 'acquisition', label: text('获得方式', 'Acquisition'), type: 'choice', column: 'acquisition', choices: ACQUISITIONS },
  time('ownedSince', '获得时间', 'Owned since', 'owned_since'),
  time('enteredPoolAt', '入池时间', 'In pool since', 'entered_pool_at', { sortable: true }),
  time('lastFollowUpAt', '最后跟进时间', 'Last follow-up', 'last_follow_up_at', { sortable: true }),
  { key: 'followUpCount', label: text('跟进次数', 'Follow-ups'), type: 'integer', column: 'follow_up_count' },
  time('nextContactAt', '下次联系时间', 'Next contact', 'next_contact_at', { sortable: true, writable: true }),
  time('protectedUntil', '保护至', 'Protected until', 'protected_until'),
  time('quarantinedUntil', '冻结至', 'Quarantined until', 'quarantined_until'),
  time('reclaimAt', '预计回收时间', 'Reclaim time', 'reclaim_at', { sortable: true }),
  { key: 'reclaimRuleId', label: text('回收规则', 'Reclaim rule'), type: 'reference', column: 'reclaim_rule_id', nullable: true },
  {
    key: 'reclaimRuleKey',
    label: text('回收规则项', 'Line of the reclaim rule'),
    type: 'text',
    column: 'reclaim_rule_key',
    nullable: true,
  },
  importField,
  ...stampFields,
];

function time(key: string, zh: string, en: string, column: string, more: Partial<FieldDescriptor> = {}): FieldDescriptor {
  return { key, label: text(zh, en), type: 'timestamp', column, nullable: true, ...more };
}
