import { csv, imported } from '../imports/sheets.js';
import { makeCustomers } from '../support/customers.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';

const HEADER = ['客户名称', '负责人'];

interface Warned {
  row: number;
  warnings: { field: string; code: string; detail: string }[];
}

const codesOf = (rows: Warned[]): [number, string[]][] =>
  rows.map(({ row, warnings }) => [row, warnings.map(({ code }) => code)]);

describe('importing customers with near names', () => {
  const world = useWorld();

  const sheet = (names: string[], owner: Person): Promise<Buffer> =>
    csv(
      HEADER,
      names.map((name) => [name, owner.name]),
    );

  async function scene(): Promise<{ acme: Enterprise; file: Buffer }> {
    const acme = await world.enterprise({ managers: 2, salespeople: 2 });
    const [anna, ben] = acme.salespeople;
    await makeCustomers(acme, ['杭州华夏科技有限公司'], { owner: anna! });
    await makeCustomers(acme, ['杭州密林贸易有限公司'], { owner: ben!, isPrivate: true });
    const names = ['华夏科技(上海)有限公司', '远航物流', '密林贸易', '宁波远航物流股份有限公司', '杭州华夏科技', '星辰'];
    return { acme, file: await sheet(names, anna!) };
  }

  it('CUST-09 CUST-02 warns before and after of names that are near to customers and to rows of the file, and takes the rows', async () => {
    const { acme, file } = await scene();
    const draft = await acme.admin.upload('/customers/imports', 'a.csv', file);
    const previewed = (draft.body.preview as Warned[]).filter(({ warnings }) => warnings.length > 0);
    const expected = [
      [2, ['NEAR_NAME']],
      [4, ['NEAR_NAME_ELSEWHERE']],
      [5, ['NEAR_NAME_IN_FILE']],
    ];
    expect(codesOf(previewed)).toEqual(expected);
    const run = await acme.admin.post(`/customers/imports/${draft.body.id}/runs`);
    await jobEnd(acme.admin, run.body.id as string);
    const { body } = await acme.admin.get(`/customers/imports/${draft.body.id}`);
    expect(body).toMatchObject({ counts: { created: 5, skipped: 1, failed: 0 }, warned: 3 });
    const warned = await acme.admin.get(`/customers/imports/${draft.body.id}/warnings`);
    expect(codesOf(warned.body.items)).toEqual(expected);
    expect(warned.body.items[0].warnings[0].detail).toBe(
      `与客户“杭州华夏科技有限公司”名称相近,位于“${acme.salespeople[0]!.name}”`,
    );
    expect(warned.body.items[2].warnings[0].detail).toBe('与文件第 3 行的“远航物流”名称相近');
    const page = await acme.admin.get(`/customers/imports/${draft.body.id}/warnings?limit=2`);
    expect(page.body.page).toEqual({ nextCursor: '4', hasMore: true });
    const rest = await acme.admin.get(`/customers/imports/${draft.body.id}/warnings?cursor=4`);
    expect(rest.body.items).toHaveLength(1);
  });

  it('CUST-09 PERM-04 tells of customers that the importer may not see no more than that they are there', async () => {
    const { acme } = await scene();
    const [manager] = acme.managers;
    const draft = await manager!.upload('/customers/imports', 'a.csv', await sheet(['华夏科技', '密林贸易'], manager!));
    const warnings = JSON.stringify((draft.body.preview as Warned[]).map((row) => row.warnings));
    expect(warnings).toContain('NEAR_NAME_ELSEWHERE');
    for (const secret of ['杭州密林', acme.salespeople[1]!.name]) expect(warnings).not.toContain(secret);
    const result = await imported(manager!, 'b.csv', await sheet(['密林贸易'], manager!), {}, 'customers');
    expect((await acme.salespeople[0]!.get(`/customers/imports/${result.id}/warnings`)).status).toBe(403);
    expect((await (await world.enterprise()).admin.get(`/customers/imports/${result.id}/warnings`)).status).toBe(404);
  });

  it('CUST-09 previews a file in which no column of names is recognised, without warnings', async () => {
    const { acme } = await scene();
    const draft = await acme.admin.upload(
      '/customers/imports',
      'a.csv',
      await csv(['称呼', '负责人'], [['华夏科技', acme.salespeople[0]!.name]]),
    );
    expect(draft.status).toBe(201);
    expect(draft.body.missing.map(({ key }: { key: string }) => key)).toEqual(['name']);
    expect((draft.body.preview as Warned[]).map(({ warnings }) => warnings)).toEqual([[]]);
  });

  it('CUST-09 asks for near names of sixty rows with as many statements as for six', async () => {
    const { acme } = await scene();
    const [anna] = acme.salespeople;
    await makeCustomers(
      acme,
      Array.from({ length: 60 }, (_, n) => `杭州第${n}贸易有限公司`),
      { owner: anna! },
    );
    const counts: number[] = [];
    for (const [form, count] of [
      ['', 6],
      ['(上海)', 60],
    ] as const) {
      const names = Array.from({ length: count }, (_, n) => `第${n}贸易${form}`);
      const file = await sheet(names, anna!);
      const sent = await statementsOf(() => imported(acme.admin, 'a.csv', file, {}, 'customers'));
      counts.push(sent.filter(({ text }) => text.includes('near_key = q.near') || text.includes('r.id::text')).length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
