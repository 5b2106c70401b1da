import sql, { join, raw } from 'sql-template-tag';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';
import { makeDepartment } from '../support/departments.js';
import type { Enterprise } from '../support/enterprise.js';
import { csv } from '../imports/sheets.js';
import { makePool, type TestPool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

interface Side {
  acme: Enterprise;
  pool: TestPool;
  leadId: string;
  pooledId: string;
  person: string;
  department: string;
  role: string;
}

type Attack = [
  title: string,
  method: 'post' | 'put' | 'patch',
  path: (own: Side) => string,
  body: (own: Side, other: Side) => unknown,
];

const ATTACKS: Attack[] = [
  ['a lead in its pool', 'post', () => '/leads', (_, other) => ({ name: '甲', poolId: other.pool.id })],
  ['a lead of its employee', 'post', () => '/leads', (_, other) => ({ name: '甲', ownerId: other.person })],
  [
    'a transfer to its employee',
    'post',
    () => '/leads/transfers',
    (own, other) => ({ ids: [own.leadId], toEmployeeId: other.person, reason: 'x' }),
  ],
  [
    'an assignment to its employee',
    'post',
    () => '/leads/assignments',
    (own, other) => ({ ids: [own.pooledId], employeeIds: [own.person, other.person] }),
  ],
  [
    'a move into its pool',
    'post',
    () => '/leads/moves',
    (own, other) => ({ ids: [own.leadId], poolId: other.pool.id, reason: 'x' }),
  ],
  [
    'its employee as a member of a pool',
    'put',
    (own) => `/pools/${own.pool.id}/members`,
    (_, other) => ({ items: [{ kind: 'employee', id: other.person, part: 'member' }] }),
  ],
  [
    'its department as a member of a pool',
    'put',
    (own) => `/pools/${own.pool.id}/members`,
    (_, other) => ({ items: [{ kind: 'department', id: other.department, part: 'admin' }] }),
  ],
  [
    'its role as a member of a pool',
    'put',
    (own) => `/pools/${own.pool.id}/members`,
    (_, other) => ({ items: [{ kind: 'role', id: other.role, part: 'member' }] }),
  ],
  [
    'its department as the parent of a department',
    'post',
    () => '/departments',
    (_, other) => ({ name: '乙', parentId: other.department }),
  ],
  [
    'its department as the new place of a department',
    'put',
    (own) => `/departments/${own.department}/position`,
    (_, other) => ({ intoId: other.department }),
  ],
  ['its superior', 'patch', (own) => `/employees/${own.person}`, (_, other) => ({ superiorId: other.person })],
  [
    'its department as an employee’s',
    'patch',
    (own) => `/employees/${own.person}`,
    (_, other) => ({ departmentIds: [other.department], mainDepartmentId: other.department }),
  ],
  [
    'its superior in CRM',
    'put',
    (own) => `/employees/${own.person}/crm-superiors`,
    (_, other) => ({ superiorIds: [other.person] }),
  ],
  [
    'routing into its pool',
    'put',
    () => '/routing-rules?object=lead',
    (_, other) => ({ items: [{ name: '丙', condition: null, poolId: other.pool.id }] }),
  ],
];

describe('ids of another enterprise in a body', () => {
  const world = useWorld();
  let own: Side;
  let other: Side;
  beforeAll(async () => {
    [own, other] = [await side(), await side()];
  });

  async function side(): Promise<Side> {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople);
    const [pooledId] = await pool.leads(1);
    const { body: lead } = await acme.admin.post('/leads', { name: '李静' });
    const role = await acme.as((ctx) => ctx.db.one<{ id: string }>(sql`SELECT id FROM roles WHERE key = 'salesManager'`));
    return {
      acme,
      pool,
      leadId: lead.id,
      pooledId: pooledId!,
      person: acme.salespeople[0]!.id,
      department: await makeDepartment(acme, '电销部'),
      role: role.id,
    };
  }

  /** A digest of each table on both sides. */
  const state = (): Promise<Record<string, string | null>[]> =>
    Promise.all([own, other].map(({ acme }) => acme.as(tableDigests)));

  it.each(ATTACKS)('SEC-02 name nothing: %s', async (_title, method, path, body) => {
    const before = await state();
    const answer = await own.acme.admin[method](path(own), body(own, other));
    expect([404, 422]).toContain(answer.status);
    expect(await state()).toEqual(before);
  });

  it.each(ATTACKS)('SEC-02 are answered like ids that nobody has: %s', async (_title, method, path, body) => {
    const nobody: Side = { ...other, pool: { ...other.pool, id: newId() }, person: newId(), department: newId(), role: newId() };
    const [foreign, unknown] = [
      await own.acme.admin[method](path(own), body(own, other)),
      await own.acme.admin[method](path(own), body(own, nobody)),
    ];
    expect([foreign.status, foreign.body.code, foreign.body.detail]).toEqual([
      unknown.status,
      unknown.body.code,
      unknown.body.detail,
    ]);
  });

  it('SEC-02 are refused one by one in bulk, with the own ones done', async () => {
    const [mine] = await own.pool.leads(1);
    const claimed = await own.acme.salespeople[0]!.post(`/pools/${own.pool.id}/claims`, {
      ids: [other.pooledId, mine, other.leadId],
    });
    expect(claimed.body.items.map((item: { ok: boolean }) => item.ok)).toEqual([false, true, false]);
    const given = await own.acme.admin.post(`/roles/${own.role}/assignments`, { ids: [other.person, own.person] });
    expect(given.body.items.map((item: { ok: boolean }) => item.ok)).toEqual([false, true]);
    expect((await own.acme.admin.post(`/roles/${own.role}/withdrawals`, { ids: [own.person] })).status).toBe(200);
    for (const [path, body] of [
      ['/leads/returns', { reason: 'x' }],
      ['/leads/withdrawals', { reason: 'x' }],
      ['/leads/transfers', { reason: 'x', toEmployeeId: own.person }],
      ['/leads/assignments', { employeeIds: [own.person] }],
      ['/leads/moves', { reason: 'x', poolId: own.pool.id }],
    ] as const) {
      const answer = await own.acme.admin.post(path, { ids: [other.leadId, other.pooledId], ...body });
      expect([path, answer.body.items?.map(({ ok, code }: { ok: boolean; code: string }) => [ok, code])]).toEqual([
        path,
        [
          [false, 'RECORD_NOT_FOUND'],
          [false, 'RECORD_NOT_FOUND'],
        ],
      ]);
    }
  });

  it('SEC-02 open neither imports, exports nor jobs, and place no imported row', async () => {
    const draft = await other.acme.admin.upload('/leads/imports', 'a.csv', await csv(['姓名'], [['甲']]));
    const started = await other.acme.admin.post('/leads/exports', { format: 'csv' });
    const exports = await other.acme.admin.get('/leads/exports');
    for (const path of [
      `/leads/imports/${draft.body.id}`,
      `/leads/imports/${draft.body.id}/errors`,
      `/leads/exports/${exports.body.items[0].id}`,
      `/leads/exports/${exports.body.items[0].id}/file`,
      `/jobs/${started.body.id}`,
    ])
      expect([path, (await own.acme.admin.get(path)).status]).toEqual([path, 404]);
    const mine = await own.acme.admin.upload('/leads/imports', 'a.csv', await csv(['姓名'], [['甲']]));
    for (const options of [{ poolId: other.pool.id }, { ownerId: other.person }]) {
      const changed = await own.acme.admin.patch(`/leads/imports/${mine.body.id}`, { options });
      const run = changed.status === 200 ? await own.acme.admin.post(`/leads/imports/${mine.body.id}/runs`) : changed;
      expect([400, 404, 422]).toContain(run.status);
    }
  });
});

/** What every table holds of this enterprise, as one digest each; a session notes its last use. */
async function tableDigests(ctx: Ctx): Promise<Record<string, string | null>> {
  const tables = await ctx.db.query<{
    name: string;
  }>(sql`SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'sessions'`);
  const digest = (name: string) =>
    raw(`SELECT '${name}' AS name, md5(string_agg(to_jsonb(t)::text, ',' ORDER BY to_jsonb(t)::text)) AS digest FROM ${name} t`);
  const rows = await ctx.db.once<{ name: string; digest: string | null }>(
    sql`${join(
      tables.map(({ name }) => digest(name)),
      ' UNION ALL ',
    )}`,
  );
  return Object.fromEntries(rows.map(({ name, digest: value }) => [name, value]));
}
