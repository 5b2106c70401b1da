import { newId } from '../../src/platform/database/ids.js';
import { poolableOf, RoutingService } from '../../src/modules/pools/index.js';
import { makePool, type TestPool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Rule {
  id: string;
  name: string;
  poolId: string;
}

const PATH = '/routing-rules?object=lead';
const where = (field: string, op: string, value: unknown): object => ({ all: [{ field, op, value }] });

describe('routing rules', () => {
  const world = useWorld();

  it('POOL-06 are replaced as one ordered list, with a line in the log', async () => {
    const acme = await world.enterprise();
    const [east, rest] = [await makePool(acme, []), await makePool(acme, [])];
    const put = await acme.admin.put(PATH, {
      items: [
        { name: '华东', condition: where('title', 'in', ['浙江', '上海']), poolId: east.id },
        { name: '其他', condition: null, poolId: rest.id },
      ],
    });
    expect(put.body.items.map(({ name, poolId }: Rule) => [name, poolId])).toEqual([
      ['华东', east.id],
      ['其他', rest.id],
    ]);
    expect((await acme.admin.get(PATH)).body.items).toEqual(put.body.items);
    const log = await acme.admin.get('/audit-log', { 'filter[action]': 'routing.replaced' });
    expect(log.body.items).toEqual([expect.objectContaining({ summary: { object: 'lead' }, after: { rules: put.body.items } })]);
  });

  it('POOL-06 name every fault with a pointer and change nothing then', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const before = (await acme.admin.get(PATH)).body.items as Rule[];
    const poolId = before[0]!.poolId;
    const answer = await acme.admin.put(PATH, {
      items: [
        { name: '早', condition: null, poolId },
        { name: '错', condition: where('nothing', 'eq', 'x'), poolId },
        { name: '尾', condition: null, poolId },
      ],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
      '/items/0/condition UNREACHABLE',
      '/items/1/condition/all/0/field CONDITION_UNKNOWN_FIELD',
    ]);
    const foreign = await makePool(other, []);
    const unusable = await acme.admin.put(PATH, {
      items: [
        { name: '外', condition: where('title', 'eq', 'x'), poolId: foreign.id },
        { name: '尾', condition: null, poolId: newId() },
      ],
    });
    expect(unusable.body).toMatchObject({
      code: 'POOL_OF_ANOTHER_KIND',
      errors: [{ pointer: '/items/0/poolId' }, { pointer: '/items/1/poolId' }],
    });
    expect((await acme.admin.get(PATH)).body.items).toEqual(before);
    expect((await acme.admin.get('/routing-rules?object=invoice')).body.errors).toEqual([
      expect.objectContaining({ pointer: '?object' }),
    ]);
  });

  it('POOL-06 are whole after two replacements at once: one list or the other, never a mixture', async () => {
    const acme = await world.enterprise();
    const pool = await makePool(acme, []);
    const list = (name: string) => ({
      items: [1, 2, 3].map((n) => ({ name: `${name}${n}`, condition: where('title', 'eq', String(n)), poolId: pool.id })),
    });
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => acme.admin.put(PATH, list(name))));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    const left = (await acme.admin.get(PATH)).body.items as Rule[];
    expect(left).toHaveLength(3);
    expect(new Set(left.map(({ name }) => name[0])).size).toBe(1);
  });

  it('POOL-06 are not for who administers single pools', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [runner] = acme.salespeople;
    await makePool(acme, [], {}, [runner!]);
    expect((await runner!.get(PATH)).status).toBe(403);
    expect((await runner!.put(PATH, { items: [] })).status).toBe(403);
    expect((await runner!.post('/routing-rules/trials', { object: 'lead', record: {} })).status).toBe(403);
  });

  it('POOL-06 can be tried, and the trial decides as SQL does for records that exist', async () => {
    const acme = await world.enterprise();
    const pools: TestPool[] = [];
    for (let n = 0; n < 6; n++) pools.push(await makePool(acme, []));
    await acme.as((ctx) =>
      ctx.db.run(
        sql`INSERT INTO custom_fields (tenant_id, id, object, key, label, type, indexed) VALUES (${ctx.tenantId}, ${newId()}, 'lead', 'budget', '预算', 'decimal', true)`,
      ),
    );
    const conditions = [
      where('title', 'in', ['浙江', '上海']),
      where('company', 'contains', '华夏'),
      where('tags', 'hasAny', ['vip']),
      where('custom.budget', 'gte', '10000.50'),
      { not: { field: 'phone', op: 'isNull' } },
    ];
    await acme.admin.put(PATH, {
      items: conditions.map((condition, n) => ({ name: `规则${n}`, condition, poolId: pools[n]!.id })),
    });
    const records: Record<string, unknown>[] = [
      { title: '上海', company: '华夏科技' },
      { title: '', company: '新华夏' },
      { tags: ['vip', 'x'] },
      { custom: { budget: '10000.5' } },
      { custom: { budget: '9999.99' } },
      { phone: '138 0013 8000' },
      { company: null, phone: null },
    ];
    const trials = await Promise.all(
      records.map((record) => acme.admin.post('/routing-rules/trials', { object: 'lead', record })),
    );
    const tried = trials.map(({ body }) => body as { ruleName: string | null; poolId: string | null });
    expect(tried.map(({ ruleName }) => ruleName)).toEqual(['规则0', '规则1', '规则2', '规则3', null, '规则4', null]);
    const bySql = await acme.as(async (ctx) => {
      const rows = records.map(({ title, company, phone, tags = [], custom = {} }) => ({
        id: newId(),
        title: title || null,
        company,
        phone: phone ? '+8613800138000' : null,
        tags,
        custom,
      }));
      await ctx.db
        .run(sql`INSERT INTO leads (tenant_id, id, name, title, company, phone, tags, custom, owner_id, owned_since, created_at, updated_at)
        SELECT ${ctx.tenantId}::uuid, n.id, '李静', n.title, n.company, n.phone, n.tags, n.custom, ${acme.admin.id}::uuid, now(), now(), now()
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, title text, company text, phone text, tags text[], custom jsonb)`);
      return ctx.db.query(
        sql`SELECT ${await world.get(RoutingService).poolSql(ctx, poolableOf('lead'))} AS id FROM leads r ORDER BY r.id`,
      );
    });
    expect(bySql).toEqual(tried.map(({ poolId }) => ({ id: poolId })));
  });

  it('POOL-06 refuse a trial of fields that do not exist or values that do not fit', async () => {
    const acme = await world.enterprise();
    const answer = await acme.admin.post('/routing-rules/trials', {
      object: 'lead',
      record: { nothing: 1, tags: 'vip', phone: '12', createdAt: 'now', custom: { gone: 1 } },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/record/nothing',
      '/record/tags',
      '/record/phone',
      '/record/createdAt',
      '/record/custom/gone',
    ]);
  });
});
