import { makeCustomers } from '../support/customers.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import type { Enterprise } from '../support/enterprise.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { query } from '../support/test-server.js';
import { csv } from '../imports/sheets.js';
import { sql, useWorld } from '../support/world.js';

const CUSTOMERS = 40_000;
/** One of so many has been worked with, in one way or another. */
const EVERY = 100;
/**
 * 8 kB pages that one statement may read for each thousand records of the import: those that hold them, and what could tie
 * them, each read once. A look-up of every record for every reason would be some twenty thousand.
 */
const MOST_BUFFERS_PER_THOUSAND = 60;
/** The import itself, and what of it stays. */
const MOST_STATEMENTS = 2;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 240_000);

describe('an import of 40 000 customers that is to be taken back', () => {
  const world = useWorld((config) => ({
    ...config,
    role: 'api',
    database: { ...config.database, ownerUrl: database.ownerUrl, appUrl: database.appUrl },
  }));
  let acme: Enterprise;
  let importId: string;

  beforeAll(async () => {
    acme = await world.enterprise({ salespeople: 1 });
    const { body } = await acme.admin.upload('/customers/imports', 'a.csv', await csv(['客户名称'], [['甲公司']]));
    importId = body.id;
    await makeCustomers(acme, ['别的客户'], { owner: acme.admin });
    await fill(acme, importId);
    await query(database.ownerUrl, 'VACUUM ANALYZE');
  }, 240_000);

  it.each(['undo', 'undo/kept', `undo/kept?limit=100`])(
    'CUST-09 %s reads an import once, not record by record for every reason',
    async (path) => {
      const sent = await statementsOf(async () => {
        const { body } = await acme.admin.get(`/customers/imports/${importId}/${path}`);
        if (path === 'undo')
          expect(body).toMatchObject({ removable: CUSTOMERS - (CUSTOMERS / EVERY) * 4, kept: (CUSTOMERS / EVERY) * 4 });
      });
      expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
      const figures = await Promise.all(sent.map((statement) => buffersOf(database.appUrl, acme.id, statement, 'custom')));
      if (process.env.SHOW_BUFFERS) console.log(path, figures);
      expect(figures.filter((figure) => figure > (CUSTOMERS / 1000) * MOST_BUFFERS_PER_THOUSAND)).toEqual([]);
    },
  );
});

/** What the import made, each hundredth with a contact, the next ones with a follow-up, a customer below it, a change. */
async function fill(acme: Enterprise, importId: string): Promise<void> {
  const owner = acme.salespeople[0]!.id;
  const every = (
    rest: number,
  ) => sql`(SELECT c.*, row_number() OVER (ORDER BY c.id) AS n FROM customers c WHERE c.import_id = ${importId}::uuid) c
    WHERE c.n % ${EVERY}::integer = ${rest}::integer`;
  await acme.as(async (ctx) => {
    await ctx.db.runOnce(sql`
      INSERT INTO customers (tenant_id, id, name, name_key, near_key, name_pinyin, owner_id, owned_since, created_at, updated_at, import_id)
      SELECT ${ctx.tenantId}::uuid, uuidv7(), '客户' || g, 'k' || g, 'k' || g, 'kh' || g, ${owner}::uuid, now(), now(), now(), ${importId}::uuid
      FROM generate_series(1, ${CUSTOMERS}::integer) g`);
    await ctx.db.runOnce(sql`
      INSERT INTO contacts (tenant_id, id, customer_id, name, name_pinyin, initials, created_at, updated_at)
      SELECT c.tenant_id, uuidv7(), c.id, '李静', 'lijing', 'lj', now(), now() FROM ${every(1)}`);
    await ctx.db.runOnce(sql`
      INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
      SELECT c.tenant_id, uuidv7(), c.id, 'call', '已联系', now(), now(), ${owner}::uuid FROM ${every(2)}`);
    await ctx.db.runOnce(sql`
      INSERT INTO customers (tenant_id, id, name, name_key, near_key, name_pinyin, owner_id, owned_since, created_at, updated_at, parent_id)
      SELECT c.tenant_id, uuidv7(), '下级' || c.n, 'x' || c.n, 'x' || c.n, 'xj' || c.n, ${owner}::uuid, now(), now(), now(), c.id FROM ${every(3)}`);
    await ctx.db.runOnce(sql`UPDATE customers SET version = 2 WHERE id IN (SELECT c.id FROM ${every(4)})`);
  });
}
