import type { Response } from 'supertest';
import { JobExecutor } from '../../src/platform/jobs/job-executor.js';
import { UndoQueries } from '../../src/platform/records/import/undo/undo.queries.js';
import { makeCustomer } from '../support/customers.js';
import { drain } from '../support/drain.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';
import { csv, madeBy } from './sheets.js';

const ROWS = 1200;

/** What is imported, and into where. */
const KINDS = {
  leads: async (acme: Enterprise) => ({
    content: await csv(
      ['姓名'],
      Array.from({ length: ROWS }, (_, n) => [`李静${n}`]),
    ),
    options: { poolId: (await makePool(acme, [])).id },
  }),
  contacts: async (acme: Enterprise) => {
    await makeCustomer(acme, acme.admin, '甲公司');
    const rows = Array.from({ length: ROWS }, (_, n) => ['甲公司', `李静${n}`]);
    return { content: await csv(['客户', '姓名'], rows), options: {} };
  },
};

describe.each(['leads', 'contacts'] as const)('an undo of %s that is interrupted', (collection) => {
  // Nothing is worked by itself, so that the test decides when a worker dies.
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  let acme: Enterprise;
  let importId: string;

  beforeEach(async () => {
    acme = await world.enterprise();
    const { content, options } = await KINDS[collection](acme);
    const draft = await acme.admin.upload(`/${collection}/imports`, 'a.csv', content);
    importId = draft.body.id;
    await acme.admin.patch(`/${collection}/imports/${importId}`, { options });
    await acme.admin.post(`/${collection}/imports/${importId}/runs`);
  });
  afterEach(() => jest.restoreAllMocks());

  const undo = () => acme.admin.post(`/${collection}/imports/${importId}/undo`);
  const outcome = async (): Promise<unknown> => {
    const { status, removed, kept, removable } = (await acme.admin.get(`/${collection}/imports/${importId}/undo`)).body;
    const { body } = await acme.admin.get('/audit-log', { filter: { action: `${collection.slice(0, -1)}.importUndone` } });
    return { status, removed, kept, removable, told: body.items.length };
  };
  const WHOLE = { status: 'succeeded', removed: ROWS, kept: 0, removable: 0, told: 1 };

  it('OPS-02 is refused while the import waits or runs', async () => {
    expect((await undo()).body.code).toBe('IMPORT_NOT_FINISHED');
    await drain(world.app);
    expect((await undo()).status).toBe(202);
  });

  it('OPS-02 goes on with what is left when the worker dies between batches, and counts nothing twice', async () => {
    await drain(world.app);
    await undo();
    const queries = world.get(UndoQueries);
    const removed = queries.removed.bind(queries);
    let batches = 0;
    jest.spyOn(queries, 'removed').mockImplementation(async (ctx, id, count) => {
      await removed(ctx, id, count);
      batches += 1;
      if (batches === 2) throw new Error('the worker is gone before its commit');
    });
    await drain(world.app);
    expect(batches).toBe(4);
    expect(await outcome()).toEqual(WHOLE);
  });

  it('OPS-02 is done once though two workers hold it', async () => {
    await drain(world.app);
    const { body } = await undo();
    const execute = () =>
      world
        .get(JobExecutor)
        .execute(
          { tenantId: acme.id, jobId: body.id, kind: 'records.undoImport' },
          { isLast: false, signal: new AbortController().signal },
        );
    await Promise.all([execute(), execute()]);
    await drain(world.app);
    expect(await outcome()).toEqual(WHOLE);
  });

  it('OPS-02 ends where it is when cancelled, and can be begun again', async () => {
    await drain(world.app);
    const job = (await undo()).body.id as string;
    const queries = world.get(UndoQueries);
    const removed = queries.removed.bind(queries);
    jest.spyOn(queries, 'removed').mockImplementationOnce(async (ctx, id, count) => {
      await removed(ctx, id, count);
      await acme.admin.delete(`/jobs/${job}`);
      // cancelling is looked for once a second
      await new Promise((resolve) => setTimeout(resolve, 1100));
    });
    await drain(world.app);
    expect(await outcome()).toEqual({ status: 'cancelled', removed: 500, kept: 0, removable: ROWS - 500, told: 0 });
    expect((await acme.admin.post(`/${collection}/imports/${importId}/runs`)).body.code).toBe('IMPORT_FINISHED');
    expect((await undo()).status).toBe(202);
    await drain(world.app);
    expect(await outcome()).toEqual(WHOLE);
  });
});

describe('an undo beside other work', () => {
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  let acme: Enterprise;
  let anna: Person;

  beforeEach(async () => {
    acme = await world.enterprise({ salespeople: 1 });
    anna = acme.salespeople[0]!;
  });

  type Act = (id: string) => Promise<Response>;

  /** Takes an import back while each of its records is worked with by one of the acts: what was done stays, all else goes. */
  async function beside(collection: string, content: Buffer, acts: readonly Act[]): Promise<void> {
    const draft = await acme.admin.upload(`/${collection}/imports`, 'a.csv', content);
    await acme.admin.post(`/${collection}/imports/${draft.body.id}/runs`);
    await drain(world.app);
    const ids = Object.values(await madeBy(acme.admin, draft.body.id as string, collection));
    expect(ids).toHaveLength(40);
    const { body: job } = await acme.admin.post(`/${collection}/imports/${draft.body.id}/undo`);
    const message = { tenantId: acme.id, jobId: job.id as string, kind: 'records.undoImport' };
    const working = world.get(JobExecutor).execute(message, { isLast: false, signal: new AbortController().signal });
    const answers = await Promise.all(ids.map((id, n) => acts[n % acts.length]!(id)));
    await working;
    await drain(world.app);
    for (const { status } of answers) expect([200, 201, 400, 404, 422]).toContain(status);
    for (const [n, id] of ids.entries()) {
      const stays = (await acme.admin.get(`/${collection}/${id}`)).status === 200;
      expect([n, stays]).toEqual([n, answers[n]!.status < 300]);
    }
    const orphans = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT FROM comments c WHERE NOT EXISTS (SELECT FROM customers r WHERE r.id = c.record_id)
        AND NOT EXISTS (SELECT FROM contacts r WHERE r.id = c.record_id)`),
    );
    expect(orphans).toEqual([]);
  }

  const comment =
    (object: string): Act =>
    (recordId) =>
      anna.post('/comments', { object, recordId, content: '看看' });

  it('CUST-09 either keeps or removes a customer that somebody works with at the same moment, never half', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => [`第${n}公司`, anna.name]);
    await beside('customers', await csv(['客户名称', '负责人'], rows), [
      (id) => anna.patch(`/customers/${id}`, { remark: '改' }),
      comment('customer'),
      (id) => anna.post('/contacts', { customerId: id, name: '陈海' }),
      (id) => anna.post(`/customers/${id}/follow-ups`, { method: 'call', content: '打了电话' }),
      (id) => anna.post('/customers', { name: `子公司${id.slice(-6)}`, parentId: id }),
    ]);
  });

  it('CUST-09 CUST-06 either keeps or removes a contact that somebody works with at the same moment, never half', async () => {
    const customerId = await makeCustomer(acme, anna, '甲公司');
    const other = await makeCustomer(acme, anna, '乙公司');
    const leads = await Promise.all(Array.from({ length: 40 }, (_, n) => anna.post('/leads', { name: `线索${n}` })));
    const rows = Array.from({ length: 40 }, (_, n) => ['甲公司', `李静${n}`]);
    await beside('contacts', await csv(['客户', '姓名'], rows), [
      (id) => anna.patch(`/contacts/${id}`, { remark: '改' }),
      comment('contact'),
      (id) => anna.post(`/customers/${customerId}/follow-ups`, { method: 'call', content: '打了电话', contactIds: [id] }),
      (id) => anna.post(`/leads/${leads.pop()!.body.id}/conversion`, { customerId, contactId: id }),
      (id) => anna.put(`/contacts/${id}/customer`, { customerId: other }),
    ]);
  });
});
