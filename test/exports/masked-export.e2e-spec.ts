import { exported } from '../imports/sheets.js';
import { makeCustomers } from '../support/customers.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool, type TestPool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

const WHOLE = /38001386|37001375|39001397/;
const FORMATS = ['csv', 'xlsx'] as const;

describe.each([
  ['lead', 'leads', 'LEAD-06'],
  ['customer', 'customers', 'CUST-09'],
] as const)('exporting %ss whose pool masks phones', (object, collection, requirement) => {
  const world = useWorld();

  /** Somebody who may export everything but change nothing, and a record in a pool, whose phones it masks. */
  async function scene(): Promise<{ acme: Enterprise; reader: Person; pool: TestPool; id: string }> {
    const acme = await world.enterprise({ salespeople: 1 });
    const reader = await acme.person('核对员', ['employee']);
    const grants = [{ object, actions: ['read', 'export'], scope: 'all' }];
    const role = await acme.admin.post('/roles', { name: `核对${object}`, grants });
    expect(role.status).toBe(201);
    await acme.as((ctx) =>
      ctx.db.run(
        sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id) VALUES (${ctx.tenantId}, ${reader.id}, ${role.body.id})`,
      ),
    );
    const pool = await makePool(acme, [reader], { reveal: { membersMay: true } }, [], '池', object);
    const restricted = await acme.admin.patch(`/pools/${pool.id}`, { maskedFields: MASKED[object], hiddenFields: ['remark'] });
    expect(restricted.status).toBe(200);
    const id = await RECORDS[object](acme, pool.id);
    return { acme, reader, pool, id };
  }

  const MASKED = { lead: ['phone'], customer: ['phone', 'otherPhones'] };
  const RECORDS = {
    lead: async (acme: Enterprise, poolId: string): Promise<string> => {
      const { body } = await acme.admin.post('/leads', { name: '李静', phone: '13800138642', remark: '急', poolId });
      return body.id as string;
    },
    customer: async (acme: Enterprise, poolId: string): Promise<string> => {
      const [id] = await makeCustomers(acme, ['甲公司'], { poolId, phone: '+8613800138642' });
      await acme.as((ctx) =>
        ctx.db.run(
          sql`UPDATE customers SET other_phones = '{+8613700137531,+8613900139753}', remark = '急', version = version + 1`,
        ),
      );
      return id!;
    },
  };

  it.each(FORMATS)(
    `${requirement} POOL-18 leaves them masked and hidden fields out of %s, all columns or those asked for`,
    async (format) => {
      const { acme, reader } = await scene();
      for (const fields of [undefined, ['name', ...MASKED[object], 'remark']]) {
        const { rows } = await exported(reader, { format, ...(fields ? { fields } : {}) }, collection);
        expect(rows).toHaveLength(2);
        const text = JSON.stringify(rows);
        expect(text).toContain('138****8642');
        expect(text).not.toMatch(WHOLE);
        expect(text).not.toContain('急');
      }
      const { rows } = await exported(acme.admin, { format }, collection);
      expect(JSON.stringify(rows)).toContain('13800138642');
    },
  );

  it.each(FORMATS)(
    `${requirement} POOL-18 leaves them masked in %s after somebody has looked behind the mask`,
    async (format) => {
      const { reader, pool, id } = await scene();
      const look = await reader.post(`/pools/${pool.id}/records/${id}/reveals`);
      expect(look.body.values).toMatchObject({ phone: '+8613800138642' });
      const { rows } = await exported(reader, { format }, collection);
      expect(JSON.stringify(rows)).not.toMatch(WHOLE);
    },
  );

  it(`${requirement} POOL-18 tells nothing of them by what an export is narrowed by`, async () => {
    const { acme, reader } = await scene();
    const narrowed = [
      { q: '8642' },
      { filter: { phone: '+8613800138642' } },
      { condition: { field: 'phone', op: 'startsWith', value: '+86138' } },
      { condition: { field: 'phone', op: 'isNotNull' } },
    ];
    for (const body of narrowed) {
      const { rows } = await exported(reader, { format: 'csv', ...body }, collection);
      expect([body, rows.length]).toEqual([body, 1]);
      const all = await exported(acme.admin, { format: 'csv', ...body }, collection);
      expect([body, all.rows.length]).toEqual([body, 2]);
    }
  });
});
