import { gunzipSync } from 'node:zlib';
import { exportedTables, rowsOf, WITHHELD_COLUMNS, WITHHELD_TABLES } from '../../src/platform/data-export/tenant-tables.js';
import type { Enterprise } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

const world = useWorld();

async function exportAll(acme: Enterprise): Promise<{ id: string; files: { table: string; rows: number; bytes: number }[] }> {
  const started = await acme.admin.post('/data-exports');
  expect(started.status).toBe(202);
  expect(await jobEnd(acme.admin, started.body.id)).toMatchObject({ status: 'succeeded' });
  const [newest] = (await acme.admin.get('/data-exports')).body.items as [{ id: string }];
  return (await acme.admin.get(`/data-exports/${newest.id}`)).body as never;
}

async function linesOf(acme: Enterprise, id: string, table: string): Promise<Record<string, unknown>[]> {
  const answer = await acme.admin.download(`/data-exports/${id}/files/${table}/content`);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/gzip']);
  const text = gunzipSync(answer.body as Buffer).toString();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the export of all data', () => {
  it('OPS-03 has every row of every table of the enterprise, and of no other', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 2 }), await world.enterprise()];
    const pool = await makePool(acme, acme.salespeople);
    await pool.leads(1203, { name: '线索"\n' });
    await (await makePool(other, [])).leads(3);
    const { id, files } = await exportAll(acme);
    const leads = await linesOf(acme, id, 'leads');
    expect(leads).toHaveLength(1203);
    expect(leads[0]).toMatchObject({ tenant_id: acme.id, pool_id: pool.id, name: expect.stringMatching(/^线索"\n\d+$/) });
    expect(await linesOf(acme, id, 'employees')).toHaveLength(3);
    const sessions = await linesOf(acme, id, 'sessions');
    expect(new Set(sessions.map((row) => row.tenant_id))).toEqual(new Set([acme.id]));
    const counts = await acme.as(async (ctx) => {
      const tables = await exportedTables(ctx);
      const rows = new Map<string, number>();
      for (const each of tables) rows.set(each.table, (await ctx.db.once(rowsOf(ctx, each))).length);
      return rows;
    });
    // What the export itself wrote came after the moment that it shows.
    const since = new Set(['jobs', 'data_exports', 'audit_log', 'sessions']);
    expect(files.filter(({ table, rows }) => !since.has(table) && rows !== counts.get(table))).toEqual([]);
    expect(files.map(({ table }) => table)).toEqual([...counts.keys()]);
    expect((await other.admin.get(`/data-exports/${id}/files/leads/content`)).status).toBe(404);
    expect((await acme.salespeople[0]!.get('/data-exports')).status).toBe(403);
    const log = await acme.admin.get('/audit-log', { 'filter[action]': 'enterpriseData.exported' });
    expect(log.body.items).toHaveLength(1);
  });

  it('OPS-03 leaves out whatever proves who somebody is: each such column of the catalogue is on the list', async () => {
    const acme = await world.enterprise();
    const tables = await acme.as((ctx) => exportedTables(ctx));
    const suspicious = tables.flatMap(({ table, columns }) =>
      columns
        .filter((column) => /hash|token|secret|password|credential/.test(column) && WITHHELD_COLUMNS[table]?.[column] !== 'all')
        .map((column) => `${table}.${column}`),
    );
    expect(suspicious).toEqual([]);
    for (const [table, columns] of Object.entries(WITHHELD_COLUMNS))
      expect(tables.find((each) => each.table === table)?.columns).toEqual(expect.arrayContaining(Object.keys(columns)));
    expect(tables.map(({ table }) => table).filter((table) => WITHHELD_TABLES.includes(table))).toEqual([]);
    const link = await acme.admin.post('/invitations', { kind: 'link', maxUses: 1 });
    expect(link.status).toBe(201);
    await acme.as((ctx) =>
      ctx.db.run(sql`INSERT INTO imports (tenant_id, id, object, file_name, options)
        VALUES (${ctx.tenantId}, uuidv7(), 'employee', 'a.csv', '{"initialPasswordHash": "$argon2id$x", "onDuplicate": "skip"}')`),
    );
    const { id, files } = await exportAll(acme);
    const contents = await Promise.all(files.filter(({ rows }) => rows > 0).map(({ table }) => linesOf(acme, id, table)));
    const all = JSON.stringify(contents);
    expect(all).not.toContain('argon2');
    expect(all).not.toContain('token_hash');
    expect(all).toContain('onDuplicate');
  });

  it('OPS-03 runs once at a time, and its files are gone after a week', async () => {
    const acme = await world.enterprise();
    await acme.as((ctx) =>
      ctx.db.run(
        sql`INSERT INTO jobs (tenant_id, id, kind, status) VALUES (${ctx.tenantId}, uuidv7(), 'platform.exportData', 'running')`,
      ),
    );
    expect((await acme.admin.post('/data-exports')).body.code).toBe('DATA_EXPORT_RUNNING');
    await acme.as((ctx) => ctx.db.run(sql`DELETE FROM jobs WHERE kind = 'platform.exportData'`));
    const { id } = await exportAll(acme);
    await acme.as((ctx) => ctx.db.run(sql`UPDATE data_exports SET created_at = now() - interval '8 days'`));
    const { body: job } = await acme.admin.post('/schedules/platform.expireDataExports/runs');
    expect(await jobEnd(acme.admin, job.id)).toMatchObject({ status: 'succeeded', result: { expired: 1 } });
    expect((await acme.admin.get(`/data-exports/${id}`)).body.hasFiles).toBe(false);
    expect((await acme.admin.get(`/data-exports/${id}/files/leads/content`)).body.code).toBe('FILE_GONE');
  });
});
