import { Closures, EmployeesService, lockOrganisation } from '../../src/modules/org/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();

/** Whose records somebody sees, by name. */
const sees = (acme: Enterprise, person: Person): Promise<string[]> =>
  acme.as(async (ctx) =>
    (
      await ctx.db.query<{ name: string }>(
        sql`SELECT e.name FROM visibility v JOIN employees e ON e.id = v.owner_id WHERE v.viewer_id = ${person.id} ORDER BY e.name`,
      )
    ).map(({ name }) => name),
  );
const closures = (ctx: Ctx) =>
  ctx.db.one<{ v: string; r: string }>(sql`SELECT
    (SELECT md5(string_agg(viewer_id::text || owner_id, ',' ORDER BY viewer_id, owner_id)) FROM visibility) AS v,
    (SELECT md5(string_agg(superior_id::text || subordinate_id || depth, ',' ORDER BY superior_id, subordinate_id)) FROM reporting_closure) AS r`);

describe('the hierarchy', () => {
  it('ORG-03 answers everybody above and below, and follows a change of superior in the same transaction', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [m1, m2] = acme.managers as [Person, Person];
    const [s1] = acme.salespeople as [Person, Person];
    const above = async () =>
      ((await acme.admin.get(`/employees/${s1.id}/superiors`)).body.items as { name: string; depth: number }[]).map(
        ({ name, depth }) => [name, depth],
      );
    expect(await above()).toEqual([
      ['经理1', 1],
      ['陈海', 2],
    ]);
    await acme.admin.patch(`/employees/${s1.id}`, { superiorId: m2.id });
    expect(await above()).toEqual([
      ['经理2', 1],
      ['陈海', 2],
    ]);
    expect(await sees(acme, m1)).toEqual(['经理1']);
    expect(await sees(acme, m2)).toEqual(['经理2', '销售1', '销售2'].toSorted((a, b) => (a < b ? -1 : 1)));
    expect((await acme.admin.get(`/employees/${acme.admin.id}/subordinates`)).body.items).toHaveLength(4);
    expect((await acme.admin.get(`/employees/${acme.admin.id}/subordinates`, { direct: 'true' })).body.items).toHaveLength(2);
    const first = await acme.admin.get(`/employees/${acme.admin.id}/subordinates`, { limit: 3 });
    const rest = await acme.admin.get(`/employees/${acme.admin.id}/subordinates`, {
      limit: 3,
      cursor: first.body.page.nextCursor,
    });
    expect(rest.body).toMatchObject({ items: [expect.anything()], page: { hasMore: false } });
  });

  it('ORG-03 refuses a circle and names everybody on it', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const answer = await acme.admin.patch(`/employees/${acme.admin.id}`, { superiorId: acme.salespeople[0]!.id });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'REPORTING_CYCLE' });
    expect(answer.body.detail).toContain('陈海 → 销售1 → 经理1 → 陈海');
    expect((await acme.admin.patch(`/employees/${acme.admin.id}`, { superiorId: acme.admin.id })).body.code).toBe(
      'REPORTING_CYCLE',
    );
  });

  it('ORG-03 stays without a circle when two make each other their superior at the same time', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [a, b] = acme.salespeople as [Person, Person];
    const answers = await Promise.all([
      acme.admin.patch(`/employees/${a.id}`, { superiorId: b.id }),
      acme.admin.patch(`/employees/${b.id}`, { superiorId: a.id }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 422]);
  });

  it('ORG-04 lets leaders see the members of their department and below, never the leader above them', async () => {
    const acme = await world.enterprise({ salespeople: 3 });
    const [boss, lead, one] = acme.salespeople as [Person, Person, Person];
    const make = async (body: object) => (await acme.admin.post('/departments', body)).body.id as string;
    const sales = await make({ name: '销售', leaderId: boss.id });
    const team = await make({ name: '一组', parentId: sales, leaderId: lead.id });
    await acme.admin.post(`/departments/${team}/members`, { ids: [boss.id, lead.id, one.id], leaveOthers: true });
    expect(await sees(acme, boss)).toHaveLength(3);
    expect(await sees(acme, lead)).toEqual([lead.name, one.name].toSorted((a, b) => (a < b ? -1 : 1)));
    expect(await sees(acme, one)).toEqual([one.name]);
    await acme.admin.put(`/departments/${team}/position`, { afterId: sales });
    expect(await sees(acme, boss)).toEqual([boss.name]);
  });

  it('ORG-04 lets an administrator choose the CRM superiors, refuses circles, and goes back to the default', async () => {
    const acme = await world.enterprise({ managers: 2, salespeople: 1 });
    const [m1, m2] = acme.managers as [Person, Person];
    const one = acme.salespeople[0]!;
    const path = `/employees/${one.id}/crm-superiors`;
    expect((await acme.admin.get(path)).body).toEqual({ overridden: false, items: [{ id: m1.id, name: m1.name }] });
    expect((await acme.admin.put(path, { superiorIds: [m2.id] })).body).toEqual({
      overridden: true,
      items: [{ id: m2.id, name: m2.name }],
    });
    expect([await sees(acme, m1), await sees(acme, m2)]).toEqual([[m1.name], [m2.name, one.name]]);
    expect((await acme.admin.get(`/employees/${one.id}/superiors`)).body.items[0].id).toBe(m1.id);
    expect((await acme.admin.put(`/employees/${m2.id}/crm-superiors`, { superiorIds: [one.id] })).body.code).toBe(
      'CRM_SUPERIOR_CYCLE',
    );
    expect((await acme.admin.put(`/employees/${m2.id}/crm-superiors`, { superiorIds: [m2.id] })).body.code).toBe(
      'CRM_SUPERIOR_CYCLE',
    );
    expect((await acme.admin.put(path, { superiorIds: [] })).body.overridden).toBe(false);
    expect(await sees(acme, m1)).toEqual([m1.name, one.name]);
    expect((await m1.put(path, { superiorIds: [] })).status).toBe(403);
  });

  it('ORG-03 ORG-04 comes out the same by the small refresh after each change and by a whole one', async () => {
    const acme = await world.enterprise({ managers: 3, salespeople: 9 });
    const people = [acme.admin, ...acme.managers, ...acme.salespeople];
    const departments: string[] = [];
    for (let n = 0; n < 5; n++)
      departments.push(
        (await acme.admin.post('/departments', { name: `D${n}`, ...(n > 1 ? { parentId: departments[n - 2] } : {}) })).body
          .id as string,
      );
    let state = 7;
    const random = (below: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const any = <T>(list: T[]): T => list[random(list.length)]!;
    for (let n = 0; n < 40; n++) {
      const [one, other] = [any(people).id, any(people).id];
      const acts = [
        () => acme.admin.patch(`/employees/${one}`, { superiorId: other }),
        () => acme.admin.patch(`/employees/${one}`, { departmentIds: [any(departments)] }),
        () => acme.admin.patch(`/departments/${any(departments)}`, { leaderId: one }),
        () => acme.admin.put(`/departments/${any(departments)}/position`, { intoId: any(departments) }),
        () => acme.admin.put(`/employees/${one}/crm-superiors`, { superiorIds: random(2) ? [other] : [] }),
      ];
      expect((await any(acts)()).status).toBeLessThan(500);
      const [small, whole] = await acme.as(async (ctx) => {
        const before = await closures(ctx);
        await ctx.db.query(sql`SELECT refresh_reporting_closure()`);
        await ctx.db.query(sql`SELECT refresh_visibility()`);
        return [before, await closures(ctx)];
      });
      expect(small).toEqual(whole);
    }
  }, 60_000);

  it('ORG-03 writes only the lines that changed, also among 10 000 employees', async () => {
    const acme = await world.enterprise();
    const refresh = world.get(Closures);
    const ids = await acme.as(async (ctx) => {
      await lockOrganisation(ctx);
      // PostgreSQL keeps a plan after five calls: one made for a person among few must not be taken for 10 000
      for (let n = 0; n < 6; n++) await refresh.superiorsChanged(ctx, [acme.admin.id]);
      return seed(ctx);
    });
    const written = (work: (ctx: Ctx) => Promise<unknown>): Promise<number> =>
      acme.as(async (ctx) => {
        await lockOrganisation(ctx);
        const before = await rowsWritten(ctx);
        await work(ctx);
        return (await rowsWritten(ctx)) - before;
      });
    expect(await written((ctx) => refresh.treeChanged(ctx))).toBe(0);
    expect(await written((ctx) => refresh.superiorsChanged(ctx, [ids.leader]))).toBe(0);
    expect(await written((ctx) => refresh.membershipsChanged(ctx, [ids.one]))).toBe(0);
    expect(await written((ctx) => refresh.superiorsChanged(ctx, ids.many))).toBe(0);
  }, 60_000);

  it('ORG-05 takes many people on with a fixed number of statements, and says what is wrong with the others', async () => {
    const acme = await world.enterprise();
    const rows = Array.from({ length: 50 }, (_, n) => ({
      name: `员工${n}`,
      login: `u${acme.id.slice(-12)}x${n}`,
      employeeNumber: String(n % 49),
    }));
    const statements: number[] = [];
    const results = await acme.as(async (ctx) => {
      const counting = countStatements(ctx);
      const made = await world.get(EmployeesService).createMany(ctx, rows);
      statements.push(counting());
      return made;
    });
    expect(results.filter((result) => 'id' in result)).toHaveLength(49);
    expect(results[49]).toMatchObject({ problem: { code: 'EMPLOYEE_NUMBER_TAKEN' } });
    expect(statements[0]).toBeLessThan(15);
  });
});

function countStatements(ctx: Ctx): () => number {
  const spies = [jest.spyOn(ctx.db, 'query'), jest.spyOn(ctx.db, 'run')];
  return () => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
}

/** 1 000 departments, ten in each; employee n ≤ 1 000 leads department n and the others report to their leader. */
async function seed(ctx: Ctx): Promise<{ leader: string; one: string; many: string[] }> {
  const id = (kind: string, n: string) => `('00000000-0000-7000-${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const tenant = `'${ctx.tenantId}'::uuid`;
  const run = (text: string) => ctx.db.executeSql(text);
  const leader = 'CASE WHEN n <= 1000 THEN n / 10 ELSE 1 + n % 1000 END';
  // Plans of foreign keys that were made while the tables were small would read all of them for each of 10 000 rows.
  await run('SET LOCAL plan_cache_mode = force_custom_plan');
  await run(`INSERT INTO departments (tenant_id, id, parent_id, name) SELECT ${tenant}, ${id('8000', 'n')},
    CASE WHEN n < 10 THEN (SELECT id FROM departments WHERE parent_id IS NULL) ELSE ${id('8000', 'n / 10')} END, 'd' || n FROM generate_series(1, 1000) n`);
  await run(`INSERT INTO employees (tenant_id, id, name, status, superior_id) SELECT ${tenant}, ${id('9000', 'n')}, 'e' || n, 'active',
    CASE WHEN n < 10 THEN NULL ELSE ${id('9000', leader)} END FROM generate_series(1, 10000) n`);
  await run(`INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
    SELECT ${tenant}, ${id('9000', 'n')}, ${id('8000', 'CASE WHEN n <= 1000 THEN n ELSE 1 + n % 1000 END')}, true FROM generate_series(1, 10000) n`);
  await run(
    `UPDATE departments d SET leader_id = ${id('9000', 'n')} FROM generate_series(1, 1000) n WHERE d.id = ${id('8000', 'n')}`,
  );
  await run('SELECT refresh_department_closure(), refresh_reporting_closure()');
  await run('SELECT refresh_visibility()');
  const text = (n: number) => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;
  return { leader: text(12), one: text(9000), many: Array.from({ length: 1000 }, (_, n) => text(n + 1)) };
}

/** Rows of the closures that this transaction has written so far. */
const rowsWritten = async (ctx: Ctx): Promise<number> =>
  (
    await ctx.db.one<{
      n: number;
    }>(sql`SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::integer AS n FROM pg_stat_xact_user_tables
      WHERE relname IN ('department_closure', 'reporting_closure', 'visibility')`)
  ).n;
