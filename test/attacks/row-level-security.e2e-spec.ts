import pg from 'pg';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

describe('the application’s role in the database', () => {
  const world = useWorld();
  let acme: Enterprise;
  let other: Enterprise;
  let client: pg.Client;
  let tables: string[];
  beforeAll(async () => {
    [acme, other] = [await world.enterprise({ salespeople: 1 }), await world.enterprise()];
    for (const each of [acme, other]) await (await makePool(each, [])).leads(2);
    const { appUrl, assumeRole } = world.config.database;
    client = new pg.Client({ connectionString: appUrl, ...(assumeRole ? { options: `-c role=${assumeRole}` } : {}) });
    await client.connect();
    // Sessions are found before the enterprise is known.
    const { rows } = await client.query<{
      name: string;
    }>(`SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'sessions' AND has_table_privilege(c.oid, 'SELECT')`);
    tables = rows.map(({ name }) => name);
  });
  afterAll(() => client.end());
  afterEach(() => client.query('RESET app.tenant_id'));

  const as = (tenantId: string): Promise<unknown> => client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
  const counts = async (): Promise<Record<string, number>> => {
    const { rows } = await client.query<{ name: string; n: number }>(
      tables.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`).join(' UNION ALL '),
    );
    return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
  };

  it.each(['', undefined])('SEC-02 sees no row of any enterprise where none is named: %j', async (setting) => {
    expect(tables.length).toBeGreaterThan(20);
    if (setting !== undefined) await as(setting);
    expect(await counts()).toEqual({});
  });

  it('SEC-02 sees the rows of the one that is named, and those alone', async () => {
    await as(acme.id);
    const seen = await counts();
    expect(seen).toMatchObject({ leads: 2, employees: 2 });
    for (const name of Object.keys(seen)) {
      const { rows } = await client.query(`SELECT DISTINCT tenant_id FROM ${name}`);
      expect([name, rows]).toEqual([name, [{ tenant_id: acme.id }]]);
    }
  });

  it('SEC-02 can neither write rows of another enterprise nor give its own away', async () => {
    await as(acme.id);
    const refused = [
      `INSERT INTO leads (tenant_id, id, name, owner_id, owned_since, created_at, updated_at) SELECT '${other.id}', '${newId()}', 'x', id, now(), now(), now() FROM employees LIMIT 1`,
      `UPDATE leads SET tenant_id = '${other.id}'`,
      `INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at) VALUES ('${other.id}', 'lead', '${newId()}', 'created', now())`,
    ];
    for (const text of refused) await expect(client.query(text)).rejects.toThrow(/row-level security/);
    expect((await client.query(`UPDATE leads SET name = 'x' WHERE tenant_id = '${other.id}'`)).rowCount).toBe(0);
    expect((await client.query(`DELETE FROM pool_members WHERE tenant_id = '${other.id}'`)).rowCount).toBe(0);
  });

  it('SEC-02 searches nowhere where no enterprise is named: the functions that see everything ask for one', async () => {
    await expect(client.query(`SELECT * FROM search_leads('线索', 10)`)).rejects.toThrow();
    await as(acme.id);
    expect((await client.query(`SELECT * FROM search_leads('线索', 10)`)).rowCount).toBe(2);
  });

  it('SEC-02 cannot lift the policies', async () => {
    const forbidden = [
      'ALTER TABLE leads DISABLE ROW LEVEL SECURITY',
      'DROP POLICY tenant ON leads',
      'SET ROLE highseas_owner',
      'SET ROLE highseas_definer',
      'CREATE TABLE mine (id int)',
      'TRUNCATE leads',
    ];
    for (const text of forbidden)
      await expect(client.query(text)).rejects.toThrow(/permission denied|must be owner|does not exist/);
    await client.query('SET row_security = off');
    await expect(client.query('SELECT * FROM leads')).rejects.toThrow(/row-level security/);
    await client.query('RESET row_security');
  });
});
