import type { Bench } from './bench.js';
import { compareAll, type Asked } from './compare.js';
import type { Figure } from './report.js';
import { inEnterprise } from './tenant.js';

/** Lists, single reads, searches and writes of leads. */
export async function benchRequests(bench: Bench): Promise<Figure[]> {
  return compareAll(bench, await scenarios(bench));
}

function scenarios(bench: Bench): Promise<Asked[]> {
  const { data } = bench;
  return inEnterprise(bench, async (client) => {
    const ids = async (where: string): Promise<string[]> =>
      (await client.query<{ id: string }>(`SELECT id FROM leads WHERE tenant_id = '${data.tenantId}' AND ${where}`)).rows.map(
        (row) => row.id,
      );
    const own = await ids(`owner_id = '${data.salesperson}' AND status = 'active' ORDER BY id DESC LIMIT 300`);
    const pooled = await ids(`pool_id = '${data.pools[0]}' ORDER BY id LIMIT 60000`);
    return [...reads(own), ...writes(own, pooled, data.pools[0]!)];
  });
}

const rareCharacters = encodeURIComponent(String.fromCodePoint(19968 + 37, 19968 + 101));

function reads(own: string[]): Asked[] {
  const list = { method: 'GET', promised: 0.8 } as const;
  return [
    {
      ...list,
      name: 'my-leads',
      title: 'My leads: 20, filtered and sorted',
      zh: '我的线索:20 条,筛选并排序',
      as: 'salesperson',
      path: '/leads?scope=own&filter[degree]=high&sort=-createdAt',
    },
    { ...list, name: 'one-lead', title: 'One lead', zh: '单条线索', as: 'salesperson', path: `/leads/${own[0]}`, targets: own },
    {
      ...list,
      name: 'manager-list',
      title: "A manager's list over 200 people",
      zh: '经理看 200 人的线索',
      as: 'manager',
      path: '/leads?sort=-createdAt',
    },
    {
      ...list,
      name: 'all-leads',
      title: 'All leads, for an administrator',
      zh: '管理员看全部线索',
      as: 'administrator',
      path: '/leads?sort=-createdAt',
    },
    {
      ...list,
      name: 'search',
      title: 'Search of two characters',
      zh: '两个字搜索',
      as: 'administrator',
      path: `/leads?q=${rareCharacters}`,
    },
  ];
}

function writes(own: string[], pooled: string[], poolId: string): Asked[] {
  const write = { as: 'salesperson', promised: 0.6 } as const;
  const company = '杭州测试科技有限公司';
  return [
    {
      ...write,
      name: 'create',
      title: 'Create a lead',
      zh: '新建线索',
      method: 'POST',
      path: '/leads',
      body: { name: '李静', company, degree: 'low' },
    },
    {
      ...write,
      name: 'change',
      title: 'Change a lead',
      zh: '修改线索',
      method: 'PATCH',
      path: `/leads/${own[0]}`,
      body: { title: '采购经理', remark: '已联系' },
      targets: own,
    },
    {
      ...write,
      name: 'follow-up',
      title: 'Follow a lead up',
      zh: '写跟进',
      method: 'POST',
      path: `/leads/${own[0]}/follow-ups`,
      body: { method: 'call', content: '电话沟通,对方下周答复' },
      targets: own,
    },
    {
      ...write,
      name: 'claim',
      title: 'Claim a lead',
      zh: '领取线索',
      method: 'POST',
      path: `/pools/${poolId}/claims`,
      body: { ids: [pooled[0]] },
      targets: pooled,
    },
  ];
}
