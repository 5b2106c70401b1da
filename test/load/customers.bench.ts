import type { Bench } from './bench.js';
import { compareAll, type Asked } from './compare.js';
import type { Dataset } from './dataset.js';
import type { Figure } from './report.js';
import { inEnterprise } from './tenant.js';

const CHARACTERS = encodeURIComponent(String.fromCodePoint(19968 + 333, 19968 + 341));

/** Lists, searches and single reads of customers. */
export async function benchCustomers(bench: Bench): Promise<Figure[]> {
  const { data } = bench;
  const own = await inEnterprise(bench, (client) =>
    client.query<{ id: string; initials: string }>(
      'SELECT id, left(initials, 4) AS initials FROM customers WHERE owner_id = $1 ORDER BY id DESC LIMIT 300',
      [data.salesperson],
    ),
  );
  const ids = own.rows.map(({ id }) => id);
  return compareAll(bench, [...lists(data), ...searches(own.rows[0]!.initials), ...details(ids)]);
}

const read = { method: 'GET', promised: 0.8 } as const;

const lists = ({ levels, regions }: Dataset): Asked[] => [
  {
    ...read,
    name: 'my-customers',
    title: 'My customers: 20, filtered and sorted',
    zh: '我的客户:20 条,筛选并排序',
    as: 'salesperson',
    path: `/customers?scope=own&filter[levelId]=${levels.A}&sort=-createdAt`,
  },
  {
    ...read,
    name: 'manager-customers',
    title: "A manager's customers over 200 people",
    zh: '经理看 200 人的客户',
    as: 'manager',
    path: '/customers',
  },
  {
    ...read,
    name: 'all-customers',
    title: 'All customers, for an administrator',
    zh: '管理员看全部客户',
    as: 'administrator',
    path: '/customers',
  },
  {
    ...read,
    name: 'customers-by-custom-field',
    title: 'Customers by a field of the enterprise’s own',
    zh: '按自定义字段筛选客户',
    as: 'manager',
    path: '/customers?filter[custom.size]=m',
  },
  {
    ...read,
    name: 'customers-by-tag',
    title: 'Customers by tag',
    zh: '按标签筛选客户',
    as: 'manager',
    path: `/customers?filter[tags][hasAny]=${encodeURIComponent('重点')}`,
  },
  {
    ...read,
    name: 'customers-by-region',
    title: 'Customers of a region with all below it',
    zh: '按地区(含下级)筛选客户',
    as: 'administrator',
    path: `/customers?filter[regionId][under]=${regions.上海}`,
  },
  {
    ...read,
    name: 'customers-near',
    title: 'Customers near a point, nearest first',
    zh: '附近的客户',
    as: 'manager',
    path: '/customers/map/near?longitude=121.47&latitude=31.23&radius=5000',
  },
];

const searches = (initials: string): Asked[] => [
  {
    ...read,
    name: 'customers-by-characters',
    title: 'Customers by two characters of the name',
    zh: '两个字搜索客户',
    as: 'administrator',
    path: `/customers?q=${CHARACTERS}`,
  },
  {
    ...read,
    name: 'customers-by-initials',
    title: 'Customers by initials in pinyin',
    zh: '拼音首字母搜索客户',
    as: 'administrator',
    path: `/customers?q=${initials}`,
  },
  {
    ...read,
    name: 'customers-by-phone',
    title: 'Customers by the last digits of a phone',
    zh: '电话尾号搜索客户',
    as: 'administrator',
    path: '/customers?q=6335',
  },
];

const details = (own: string[]): Asked[] => [
  {
    ...read,
    name: 'one-customer',
    title: 'One customer',
    zh: '客户详情',
    as: 'salesperson',
    path: `/customers/${own[0]}`,
    targets: own,
  },
  {
    ...read,
    name: 'customer-timeline',
    title: "A customer's timeline",
    zh: '客户动态',
    as: 'salesperson',
    path: `/customers/${own[0]}/timeline`,
    targets: own,
  },
];
