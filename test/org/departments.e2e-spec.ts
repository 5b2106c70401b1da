import type { Client } from '../support/client.js';
import { useWorld, sql } from '../support/world.js';

const world = useWorld();

interface Node {
  id: string;
  parentId: string | null;
  name: string;
  depth: number;
  path: string[];
  memberCount: number;
  totalMemberCount: number;
  version: number;
}
const tree = async (client: Client): Promise<Node[]> => ((await client.get('/departments')).body as { items: Node[] }).items;
const root = async (client: Client): Promise<Node> => (await tree(client))[0]!;
const make = async (client: Client, name: string, parentId?: string): Promise<Node> => {
  const answer = await client.post('/departments', { name, ...(parentId ? { parentId } : {}) });
  expect(answer.status).toBe(201);
  return answer.body as Node;
};

describe('departments', () => {
  it('ORG-01 form a tree of any depth, listed parents first with depth, path and member counts', async () => {
    const { admin, ...acme } = await world.enterprise({ salespeople: 2 });
    const east = await make(admin, '华东');
    const shanghai = await make(admin, '上海', east.id);
    let below = shanghai;
    for (let n = 0; n < 30; n++) below = await make(admin, `${n} 组`, below.id);
    await admin.post(`/departments/${shanghai.id}/members`, { ids: acme.salespeople.map((one) => one.id), leaveOthers: true });
    const all = await tree(admin);
    expect(all.map(({ depth }) => depth)).toEqual(Array.from({ length: 33 }, (_, n) => n));
    expect(all[2]).toMatchObject({
      name: '上海',
      path: ['远航科技有限公司', '华东', '上海'],
      memberCount: 2,
      totalMemberCount: 2,
    });
    expect(all[1]).toMatchObject({ memberCount: 0, totalMemberCount: 2 });
    expect(all[0]).toMatchObject({ parentId: null, totalMemberCount: 3 });
  });

  it('ORG-01 are renamed and led under their version, and no two siblings share a name', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    const east = await make(admin, '华东');
    await make(admin, '华西');
    const renamed = await admin.patch(`/departments/${east.id}`, { name: '华东大区', leaderId: salespeople[0]!.id });
    expect(renamed.body).toMatchObject({ name: '华东大区', leaderName: '销售1', version: 2 });
    expect((await admin.patch(`/departments/${east.id}`, { name: '华西' })).body.code).toBe('DEPARTMENT_NAME_TAKEN');
    const stale = await admin.with({ 'If-Match': '"1"' }).patch(`/departments/${east.id}`, { name: '东' });
    expect(stale.status).toBe(412);
    expect(stale.body.currentVersion).toBe(2);
    expect(
      (await admin.patch(`/departments/${east.id}`, { leaderId: '018f0000-0000-7000-8000-000000000000' })).body.errors[0],
    ).toMatchObject({ pointer: '/leaderId' });
  });

  it('ORG-01 are moved into, before and after others; their people and departments come along', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    const [a, b, c] = [await make(admin, 'A'), await make(admin, 'B'), await make(admin, 'C')];
    const inner = await make(admin, '内', a.id);
    await admin.post(`/departments/${inner.id}/members`, { ids: [salespeople[0]!.id], leaveOthers: true });
    const names = async () => (await tree(admin)).slice(1).map(({ name }) => name);
    await admin.put(`/departments/${c.id}/position`, { beforeId: a.id });
    expect(await names()).toEqual(['C', 'A', '内', 'B']);
    await admin.put(`/departments/${c.id}/position`, { afterId: b.id });
    expect(await names()).toEqual(['A', '内', 'B', 'C']);
    const moved = await admin.put(`/departments/${a.id}/position`, { intoId: b.id });
    expect(moved.body).toMatchObject({ parentId: b.id, depth: 2, totalMemberCount: 1, version: 2 });
    expect(await names()).toEqual(['B', 'A', '内', 'C']);
    expect((await admin.get(`/employees/${salespeople[0]!.id}`)).body.departments).toEqual([
      { id: inner.id, name: '内', isMain: true },
    ]);
  });

  it('ORG-01 are refused below themselves; the root stays where it is; one target is named', async () => {
    const { admin } = await world.enterprise();
    const top = await root(admin);
    const a = await make(admin, 'A');
    const b = await make(admin, 'B', a.id);
    expect((await admin.put(`/departments/${a.id}/position`, { intoId: b.id })).body.code).toBe('DEPARTMENT_CYCLE');
    expect((await admin.put(`/departments/${a.id}/position`, { beforeId: b.id })).body.code).toBe('DEPARTMENT_CYCLE');
    expect((await admin.put(`/departments/${a.id}/position`, { intoId: a.id })).body.code).toBe('DEPARTMENT_CYCLE');
    expect((await admin.put(`/departments/${top.id}/position`, { intoId: a.id })).body.code).toBe('DEPARTMENT_IS_ROOT');
    expect((await admin.put(`/departments/${a.id}/position`, { intoId: top.id, beforeId: b.id })).status).toBe(400);
    expect((await admin.delete(`/departments/${top.id}`)).body.code).toBe('DEPARTMENT_IS_ROOT');
  });

  it('ORG-01 never form a cycle, however many people move them at once', async () => {
    const acme = await world.enterprise();
    const nodes: Node[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) nodes.push(await make(acme.admin, name));
    const moves = nodes.flatMap((node) => nodes.filter((other) => other !== node).map((other) => [node, other] as const));
    const answers = await Promise.all(
      moves.map(([node, other]) => acme.admin.put(`/departments/${node.id}/position`, { intoId: other.id })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]));
    const all = await tree(acme.admin);
    expect(all.map(({ name }) => name).toSorted((x, y) => (x < y ? -1 : 1))).toEqual([
      'A',
      'B',
      'C',
      'D',
      'E',
      '远航科技有限公司',
    ]);
    const { wrong } = await acme.as((ctx) =>
      ctx.db.one<{ wrong: number }>(sql`SELECT count(*) AS wrong FROM department_closure x JOIN department_closure y
      ON y.ancestor_id = x.descendant_id AND y.descendant_id = x.ancestor_id WHERE x.ancestor_id <> x.descendant_id`),
    );
    expect(wrong).toBe(0);
  });

  it('ORG-01 are deleted only when nobody and no department is in them', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    const a = await make(admin, 'A');
    const b = await make(admin, 'B', a.id);
    expect((await admin.delete(`/departments/${a.id}`)).body.code).toBe('DEPARTMENT_NOT_EMPTY');
    await admin.post(`/departments/${b.id}/members`, { ids: [salespeople[0]!.id] });
    expect((await admin.delete(`/departments/${b.id}`)).body.code).toBe('DEPARTMENT_NOT_EMPTY');
    await admin.post(`/employees/${salespeople[0]!.id}/departure`);
    expect((await admin.delete(`/departments/${b.id}`)).status).toBe(204);
    expect((await admin.delete(`/departments/${a.id}`)).status).toBe(204);
    expect((await admin.get(`/departments/${a.id}`)).status).toBe(404);
  });

  it('ORG-01 of another enterprise do not exist, and salespeople change none', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise()];
    const theirs = await make(other.admin, '秘密');
    expect((await acme.admin.get(`/departments/${theirs.id}`)).status).toBe(404);
    expect((await acme.admin.post('/departments', { name: 'X', parentId: theirs.id })).status).toBe(404);
    expect((await acme.salespeople[0]!.post('/departments', { name: 'X' })).status).toBe(403);
    expect((await acme.salespeople[0]!.get('/departments')).status).toBe(200);
  });
});
