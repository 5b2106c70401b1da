import type { Condition } from '../../../platform/condition/index.js';
import type { CustomField } from '../../../platform/records/index.js';
import type { PoolRules } from '../../pools/index.js';
import { EAST, SOUTH } from './companies.js';
import type { DemoWords } from '../words.js';
import { CUSTOMER_LEVELS } from './customers.js';
import type { DepartmentKey } from './people.js';

type NewField = Pick<CustomField, 'key' | 'label' | 'type' | 'choices' | 'help'>;

const choices = (labels: Record<string, string>) => Object.entries(labels).map(([code, label]) => ({ code, label }));

export const COMPANY_SIZES = { small: '50 人以下', medium: '50–200 人', large: '200–1000 人', giant: '1000 人以上' };
export const INTERESTS = { crm: '客户管理', pool: '公海规则', reports: '销售报表', mobile: '移动办公', api: '系统对接' };

/** The enterprise's own fields of leads; all are indexed, so that lists filter and sort by them. */
export const CUSTOM_FIELDS: readonly NewField[] = [
  { key: 'budget', label: '预算(元)', type: 'decimal', choices: [], help: '客户说过的采购预算' },
  { key: 'companySize', label: '公司规模', type: 'choice', choices: choices(COMPANY_SIZES), help: null },
  { key: 'decisionDate', label: '预计决策日期', type: 'date', choices: [], help: null },
  { key: 'interests', label: '关注点', type: 'choices', choices: choices(INTERESTS), help: null },
];

export interface DemoPool {
  object: 'lead' | 'customer';
  name: string;
  description: string;
  /** Whose people claim from it; with `own` it is that department's own sea. */
  department: DepartmentKey;
  own: boolean;
  /** Who runs it, by name. */
  administrator: string;
  /** Which new records it gets; null: what nobody else does. */
  routing: { name: string; condition: (words: DemoWords) => Condition | null };
  rules: PoolRules;
  /** Who gets its records by themselves. */
  assignment?: (words: DemoWords, departments: ReadonlyMap<DepartmentKey, string>) => NonNullable<PoolRules['assignment']>;
}

const counts = { assigned: false, transferred: false, created: false };

const regional = (days: number): PoolRules => ({
  claim: { dailyLimit: 15, holdingLimit: 150, cooldownDays: 7, waitMinutes: 30, order: 'any', counts },
  reclaim: {
    enabled: true,
    lines: [
      { key: 'noFollowUp', name: `${days} 个工作日未跟进`, since: 'lastFollowUp', days, dayKind: 'working' },
      { key: 'heldTooLong', name: '持有满 120 天', since: 'owned', days: 120, dayKind: 'calendar' },
    ],
    exempt: { all: [{ field: 'degree', op: 'eq', value: 'high' }] },
    target: { kind: 'same' },
    remindDaysBefore: [3, 1],
  },
  protection: { defaultDays: 3, followUpDays: 5, maxDays: 90, manualCount: 2, manualDays: 15 },
});

const sortedBy = (field: string, ids: ReadonlyMap<string, string>, labels: readonly string[]): Condition => ({
  all: [{ field, op: 'in', value: labels.map((label) => ids.get(label)!) }],
});

const sea = (days: number): PoolRules => ({
  claim: { dailyLimit: 10, holdingLimit: 120, cooldownDays: 14, order: 'any', counts },
  reclaim: {
    enabled: true,
    lines: [
      { key: 'noFollowUp', name: `${days} 个工作日未跟进`, since: 'lastFollowUp', days, dayKind: 'working' },
      { key: 'heldTooLong', name: '持有满 180 天', since: 'owned', days: 180, dayKind: 'calendar' },
    ],
    target: { kind: 'same' },
    remindDaysBefore: [5, 1],
  },
  protection: { defaultDays: 5, followUpDays: 10, maxDays: 120, manualCount: 2, manualDays: 30 },
});

/** Key accounts come to a region's people in turn; everything else waits to be claimed. */
const inTurn =
  (department: DepartmentKey): DemoPool['assignment'] =>
  ({ customerLevel }, departments) => ({
    enabled: true,
    workingTimeOnly: true,
    lines: [
      {
        key: 'keyAccounts',
        name: '重点客户轮流分配',
        condition: sortedBy('levelId', customerLevel, [CUSTOMER_LEVELS.A]),
        strategy: 'roundRobin',
        candidates: [{ kind: 'department', id: departments.get(department)! }],
        dailyQuota: 2,
        whenNobody: 'stay',
      },
    ],
  });

/** In the order of routing of each kind: the first whose condition holds takes a new record. */
export const POOLS: readonly DemoPool[] = [
  {
    object: 'lead',
    name: '大客户公海',
    description: '千人以上企业,只归大客户部跟进。',
    department: 'keyAccounts',
    own: true,
    administrator: '林思远',
    routing: { name: '千人以上企业', condition: () => ({ all: [{ field: 'custom.companySize', op: 'eq', value: 'giant' }] }) },
    rules: {
      claim: { dailyLimit: 5, holdingLimit: 60, cooldownDays: 30, order: 'any', counts },
      reclaim: {
        enabled: true,
        lines: [{ key: 'noFollowUp', name: '20 个工作日未跟进', since: 'lastFollowUp', days: 20, dayKind: 'working' }],
        target: { kind: 'same' },
        remindDaysBefore: [5, 1],
      },
      protection: { defaultDays: 10, followUpDays: 10, maxDays: 180, manualCount: 3, manualDays: 30 },
    },
  },
  {
    object: 'lead',
    name: '市场活动池',
    description: '展会和市场活动带来的线索,先到先得,按等待时间领取。',
    department: 'sales',
    own: false,
    administrator: '何雅琴',
    routing: { name: '展会与市场活动', condition: ({ leadSource }) => sortedBy('sourceId', leadSource, ['展会', '市场活动']) },
    rules: {
      claim: { dailyLimit: 10, holdingLimit: 150, order: 'oldestFirst', counts },
      reclaim: {
        enabled: true,
        lines: [{ key: 'noFollowUp', name: '7 个工作日未跟进', since: 'lastFollowUp', days: 7, dayKind: 'working' }],
        target: { kind: 'routing' },
        remindDaysBefore: [1],
      },
      protection: { defaultDays: 2, followUpDays: 3, maxDays: 45, manualCount: 1, manualDays: 7 },
    },
  },
  {
    object: 'lead',
    name: '华东线索池',
    description: '上海、江苏、浙江、山东、福建。',
    department: 'east',
    own: false,
    administrator: '吴婉清',
    routing: { name: '华东', condition: ({ region }) => sortedBy('regionId', region, EAST) },
    rules: regional(15),
  },
  {
    object: 'lead',
    name: '华南线索池',
    description: '广东、广西、海南。',
    department: 'south',
    own: false,
    administrator: '郑国栋',
    routing: { name: '华南', condition: ({ region }) => sortedBy('regionId', region, SOUTH) },
    rules: regional(12),
  },
  {
    object: 'lead',
    name: '公共线索池',
    description: '其他地区的线索,全公司可领取。',
    department: 'company',
    own: false,
    administrator: '唐明',
    routing: { name: '其他线索', condition: () => null },
    rules: regional(15),
  },
  {
    object: 'customer',
    name: '华东客户公海',
    description: '上海、江苏、浙江、山东、福建的客户。',
    department: 'east',
    own: false,
    administrator: '吴婉清',
    routing: { name: '华东', condition: ({ region }) => sortedBy('regionId', region, EAST) },
    rules: sea(25),
    assignment: inTurn('east'),
  },
  {
    object: 'customer',
    name: '华南客户公海',
    description: '广东、广西、海南的客户。',
    department: 'south',
    own: false,
    administrator: '郑国栋',
    routing: { name: '华南', condition: ({ region }) => sortedBy('regionId', region, SOUTH) },
    rules: sea(20),
    assignment: inTurn('south'),
  },
  {
    object: 'customer',
    name: '公共公海',
    description: '其他地区的客户,全公司可领取。',
    department: 'company',
    own: false,
    administrator: '唐明',
    routing: { name: '其他客户', condition: () => null },
    rules: sea(25),
  },
];
