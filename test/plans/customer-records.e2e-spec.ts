import { makeCustomer } from '../support/customers.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { query } from '../support/test-server.js';
import { sql, useWorld } from '../support/world.js';

/** 8 kB pages that one statement may read. */
const MOST_BUFFERS = 800;
/** Statements of one answer: which are on the page, what they say, their comments, their files. */
const MOST_STATEMENTS = 5;
const CUSTOMERS = 20_000;
/** Entries of each kind on the timeline of one busy customer. */
const ENTRIES = 5000;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 240_000);

describe('what hangs below 20 000 customers', () => {
  const world = useWorld((config) => ({
    ...config,
    role: 'api',
    database: { ...config.database, ownerUrl: database.ownerUrl, appUrl: database.appUrl },
  }));
  let acme: Enterprise;
  let busy: string;
  let contact: string;
  let people: [who: string, person: Person][];

  beforeAll(async () => {
    acme = await world.enterprise({ managers: 2, salespeople: 20 });
    people = [
      ['salesperson', acme.salespeople[0]!],
      ['manager', acme.managers[0]!],
      ['administrator', acme.admin],
    ];
    busy = await makeCustomer(acme, acme.salespeople[0]!, '最忙的客户');
    await fill(acme, busy);
    contact = (await acme.admin.get(`/customers/${busy}/contacts`)).body.items[0].id;
    await query(database.ownerUrl, 'VACUUM ANALYZE');
  }, 240_000);

  const REQUESTS: [name: string, path: () => string][] = [
    ['contacts, newest first', () => '/contacts'],
    ['contacts by name', () => '/contacts?sort=name'],
    ['contacts by update', () => '/contacts?sort=-updatedAt'],
    ['contacts by the tail of a phone', () => '/contacts?q=00012345'],
    ['contacts by a rare name', () => `/contacts?q=${encodeURIComponent('联系人12345')}`],
    ['contacts of a customer', () => `/customers/${busy}/contacts`],
    ['follow-ups of all', () => '/follow-ups'],
    ['follow-ups of mine', () => '/follow-ups?scope=own'],
    ['follow-ups of an author', () => `/follow-ups?filter[createdBy]=${acme.salespeople[0]!.id}`],
    ['follow-ups of a customer', () => `/follow-ups?filter[customerId]=${busy}`],
    ['follow-ups about a contact', () => `/follow-ups?filter[contactId]=${contact}`],
    ['the timeline of a busy customer', () => `/customers/${busy}/timeline`],
    ['its second page', () => `/customers/${busy}/timeline?cursor`],
    ['the timeline of a contact', () => `/contacts/${contact}/timeline`],
  ];

  it.each(REQUESTS)('CUST-06 CUST-07 CUST-08 %s: few pages and statements for whoever asks', async (_name, pathOf) => {
    const figures: string[] = [];
    for (const [who, person] of people) {
      let path = pathOf();
      if (path.endsWith('?cursor')) {
        const first = path.replace('?cursor', '');
        path = `${first}?cursor=${(await person.get(first)).body.page.nextCursor as string}`;
      }
      await person.get(path);
      const sent = await statementsOf(async () => expect([path, (await person.get(path)).status]).toEqual([path, 200]));
      expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
      for (const statement of sent)
        for (const mode of ['custom', 'generic'] as const)
          figures.push(`${who} ${mode} ${await buffersOf(database.appUrl, acme.id, statement, mode)}`);
    }
    if (process.env.SHOW_BUFFERS) console.log(_name, figures.join(' | '));
    expect(figures.filter((figure) => Number(figure.split(' ')[2]) > MOST_BUFFERS)).toEqual([]);
  });
});

/** Customers with two contacts and five follow-ups each, and one that much has happened to. */
async function fill(acme: Enterprise, busy: string): Promise<void> {
  const owners = acme.salespeople.map(({ id }) => id);
  await acme.as(async (ctx) => {
    await ctx.db.runOnce(sql`
      INSERT INTO customers (tenant_id, id, name, name_key, near_key, name_pinyin, owner_id, owned_since, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, uuidv7(), '客户' || g, 'k' || g, 'k' || g, 'kh' || g, (${owners}::uuid[])[1 + g % 20],
        now(), now() - g * interval '1 minute', now() - g * interval '1 minute' FROM generate_series(1, ${CUSTOMERS}::integer) g`);
    await ctx.db.runOnce(sql`
      INSERT INTO contacts (tenant_id, id, customer_id, name, name_pinyin, initials, phone, created_at, updated_at)
      SELECT tenant_id, uuidv7(), id, '联系人' || n, 'lxr' || n, 'lxr', '+8613' || lpad(n::text, 9, '0'), created_at, updated_at
      FROM (SELECT c.*, row_number() OVER (ORDER BY c.id, k) AS n FROM customers c CROSS JOIN generate_series(1, 2) k) c`);
    await ctx.db.runOnce(sql`
      INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
      SELECT tenant_id, uuidv7(), id, 'call', '已联系', created_at + k * interval '1 hour', now(), owner_id
      FROM customers CROSS JOIN generate_series(1, 5) k`);
    await ctx.db.runOnce(sql`
      INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
      SELECT tenant_id, uuidv7(), id, 'call', '已联系', now() - k * interval '1 minute', now(), owner_id
      FROM customers CROSS JOIN generate_series(1, ${ENTRIES}::integer) k WHERE id = ${busy}::uuid`);
    await ctx.db.runOnce(sql`
      INSERT INTO follow_up_contacts (tenant_id, follow_up_id, contact_id, at)
      SELECT f.tenant_id, f.id, (SELECT id FROM contacts WHERE customer_id = ${busy}::uuid ORDER BY id DESC LIMIT 1), f.at
      FROM follow_ups f WHERE f.customer_id = ${busy}::uuid`);
    await ctx.db.runOnce(sql`
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, to_owner_id)
      SELECT ${ctx.tenantId}::uuid, 'customer', ${busy}::uuid, 'transferred', now() - k * interval '1 minute', ${owners[0]}::uuid
      FROM generate_series(1, ${ENTRIES}::integer) k`);
    await ctx.db.runOnce(sql`
      INSERT INTO record_changes (tenant_id, object, record_id, version, operation, origin, changes, at)
      SELECT ${ctx.tenantId}::uuid, 'customer', ${busy}::uuid, k, 'changed', 'api', '{"remark": ["a", "b"]}', now() - k * interval '1 minute'
      FROM generate_series(1, ${ENTRIES}::integer) k`);
    await ctx.db.runOnce(sql`
      INSERT INTO comments (tenant_id, id, object, record_id, content, at, created_by)
      SELECT tenant_id, uuidv7(), 'followUp', id, '好', now(), created_by FROM follow_ups WHERE customer_id = ${busy}::uuid`);
  });
}
