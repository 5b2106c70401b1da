import type { Enterprise, Person } from '../support/enterprise.js';
import { makeCustomers } from '../support/customers.js';
import { eventually } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

describe('customers in a sea that masks phones', () => {
  const world = useWorld();

  /** A member, and three customers of a sea that shows them no phones; the administrator sees them whole. */
  async function scene(): Promise<{ acme: Enterprise; member: Person; sea: string; ids: string[] }> {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople as [Person];
    const { id: sea } = await makePool(acme, [member], {}, [], '公海', 'customer');
    expect((await acme.admin.patch(`/pools/${sea}`, { maskedFields: ['phone'], hiddenFields: ['remark'] })).status).toBe(200);
    const ids: string[] = [];
    for (const [name, phone] of [
      ['甲公司', '+8613800138642'],
      ['乙公司', '+8613700137531'],
      ['丙公司', '+8613900139753'],
    ] as const)
      ids.push(...(await makeCustomers(acme, [name], { poolId: sea, phone })));
    return { acme, member, sea, ids };
  }

  const found = async (person: Person, query: string): Promise<unknown[]> => {
    const { status, body } = await person.get(`/customers?scope=all&count=exact&${query}`);
    expect([query, status, body.page?.total]).toEqual([query, 200, (body.items as unknown[]).length]);
    return body.items as unknown[];
  };

  it('POOL-18 CUST-04 show them masked in list, detail, and the change feed, and whole once claimed', async () => {
    const { member, sea, ids } = await scene();
    const listed = (await found(member, 'sort=name')) as { phone: string }[];
    expect(listed.map(({ phone }) => phone).sort()).toEqual(['137****7531', '138****8642', '139****9753']);
    expect((await member.get(`/customers/${ids[0]}`)).body).toMatchObject({ phone: '138****8642' });
    const feed = await eventually(
      () => member.get('/customers/changes?limit=100'),
      ({ body }) => (body.items as unknown[]).length >= 3,
    );
    expect(JSON.stringify(feed.body)).not.toMatch(/38001386|37001375|39001397/);
    await member.post(`/pools/${sea}/claims`, { ids: [ids[0]] });
    expect((await member.get(`/customers/${ids[0]}`)).body).toMatchObject({ phone: '+8613800138642' });
    expect(await found(member, 'q=8642')).toHaveLength(1);
  });

  it('POOL-18 tell nothing of them in comments, on customers or on their follow-ups', async () => {
    const { acme, member, sea, ids } = await scene();
    const [id] = ids as [string];
    const followUp = (await acme.admin.post(`/customers/${id}/follow-ups`, { method: 'call', content: '已联系' })).body
      .id as string;
    const said = async (object: string, recordId: string): Promise<string> =>
      (await acme.admin.post('/comments', { object, recordId, content: '请打 13800138642' })).body.id as string;
    const comments = [await said('customer', id), await said('followUp', followUp)];
    const told = async (person: Person): Promise<unknown[]> => [
      ...(await person.get(`/comments?object=customer&recordId=${id}`)).body.items.map(
        (each: { content: string }) => each.content,
      ),
      ...(await Promise.all(comments.map(async (each) => (await person.get(`/comments/${each}`)).body.content))),
    ];
    expect(await told(member)).toEqual(Array(3).fill('请打 138****8642'));
    expect(await told(acme.admin)).toEqual(Array(3).fill('请打 13800138642'));
    await member.post(`/pools/${sea}/claims`, { ids: [id] });
    expect(await told(member)).toEqual(Array(3).fill('请打 13800138642'));
  });

  it('POOL-18 PERM-04 tell a collaborator who may change them nothing of it in the history of their fields', async () => {
    const { acme, member, ids } = await scene();
    await acme.admin.put(`/customers/${ids[0]}/collaborators/${member.id}`, { access: 'write' });
    await acme.admin.patch(`/customers/${ids[0]}`, { phone: '+8613600136420', remark: '大客户' });
    const told = async (person: Person): Promise<unknown[]> => {
      const { status, body } = await person.get(`/customers/${ids[0]}/timeline?kinds=change`);
      expect(status).toBe(200);
      return body.items as unknown[];
    };
    expect((await member.get(`/customers/${ids[0]}`)).body).toMatchObject({ phone: '136****6420' });
    expect([(await told(member)).length, (await told(acme.admin)).length]).toEqual([0, 1]);
  });

  it('POOL-18 CUST-04 tell nothing of them by search, filter, condition or fields that hold them', async () => {
    const { acme, member } = await scene();
    const queries = [
      'q=8642',
      'q=13800138642',
      'filter[phone]=%2B8613800138642',
      'filter[phone][in]=%2B8613800138642,%2B8613700137531',
      'filter[phone][isNotNull]=true',
      'filter[otherPhones][hasAny]=%2B8613900139753',
    ];
    for (const query of queries) expect([query, await found(member, query)]).toEqual([query, []]);
    expect(await found(acme.admin, 'q=8642')).toHaveLength(1);
    expect(await found(acme.admin, 'filter[phone]=%2B8613800138642')).toHaveLength(1);
    expect(await found(acme.admin, 'filter[phone][isNotNull]=true')).toHaveLength(3);
    const conditions = [
      { field: 'phone', op: 'startsWith', value: '+86138' },
      { not: { field: 'phone', op: 'eq', value: '+8613800138642' } },
      {
        any: [
          { field: 'remark', op: 'isNull' },
          { field: 'phone', op: 'isNotNull' },
        ],
      },
    ];
    for (const condition of conditions) {
      const { status, body } = await member.post('/customers/search', { condition });
      expect([condition, status === 400 ? [] : body.items]).toEqual([condition, []]);
    }
    // no order by phone at all: it would tell the digits one comparison at a time
    expect((await member.get('/customers?sort=phone')).status).toBe(400);
    const trimmed = await member.get('/customers?fields=phone');
    expect(JSON.stringify(trimmed.body)).not.toMatch(/38001386|37001375|39001397/);
  });
});
