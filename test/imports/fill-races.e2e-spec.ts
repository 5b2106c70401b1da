import { ContactQueries } from '../../src/modules/customers/contact/contact.queries.js';
import { move, poolableOf, withdrawRecords } from '../../src/modules/pools/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { drain } from '../support/drain.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { metBy } from '../support/held.js';
import { useWorld } from '../support/world.js';
import { csv, madeBy } from './sheets.js';

const PHONE = '13800138000';
/** One row of each kind: it belongs to the salesperson, and is there already when it comes again. */
const FILES: Record<string, (owner: Person) => Promise<Buffer>> = {
  leads: (owner) => csv(['姓名', '电话', '负责人', '备注'], [['李静', PHONE, owner.name, '再次导入']]),
  customers: (owner) => csv(['客户名称', '负责人', '备注'], [['甲公司', owner.name, '再次导入']]),
  contacts: () => csv(['客户', '姓名', '备注'], [['甲公司', '李静', '再次导入']]),
};

describe('an import that fills records while others work on them', () => {
  // Nothing is worked by itself: the import runs when the test has what it is to meet.
  const world = useWorld((config) => ({ ...config, role: 'api' }));
  let acme: Enterprise;
  let manager: Person;
  let mine: Person;
  let stranger: Person;

  beforeEach(async () => {
    acme = await world.enterprise({ managers: 2, salespeople: 2 });
    [manager, mine, stranger] = [acme.managers[0]!, acme.salespeople[0]!, acme.salespeople[1]!];
  });

  /** Uploads and starts; the id of the import, which waits for a worker. */
  async function started(collection: string): Promise<string> {
    const { body } = await manager.upload(`/${collection}/imports`, 'a.csv', await FILES[collection]!(mine));
    await manager.patch(`/${collection}/imports/${body.id}`, { options: { duplicates: 'update' } });
    await manager.post(`/${collection}/imports/${body.id}/runs`);
    return body.id as string;
  }

  /** The records that a first import makes, their customers as well. */
  async function imported(collection: string): Promise<string[]> {
    if (collection === 'contacts') await imported('customers');
    const importId = await started(collection);
    await drain(world.app);
    return Object.values(await madeBy(manager, importId, collection));
  }

  /** What becomes of the second import, whose row fills what others change until it waits for them. */
  async function outcome(collection: string, work: (ctx: Ctx) => Promise<unknown>): Promise<[counts: object, codes: string[]]> {
    const importId = await started(collection);
    await metBy(acme, work, () => drain(world.app));
    const { body } = await manager.get(`/${collection}/imports/${importId}`);
    const { body: errors } = await manager.get(`/${collection}/imports/${importId}/errors`);
    const items = errors.items as { errors: { code: string }[] }[];
    return [body.counts, items.flatMap((item) => item.errors.map(({ code }) => code))];
  }

  const NOTHING = { created: 0, updated: 0, skipped: 0, failed: 0 };

  it.each([
    ['LEAD-06', 'leads', (ctx: Ctx, ids: string[]) => withdrawRecords(ctx, 'lead', ids)],
    ['CUST-09', 'customers', (ctx: Ctx, ids: string[]) => withdrawRecords(ctx, 'customer', ids)],
    ['CUST-09', 'contacts', (ctx: Ctx, ids: string[]) => world.get(ContactQueries).remove(ctx, ids)],
  ])('%s creates anew those of %s that are removed at the moment in which it fills them', async (_, collection, remove) => {
    const ids = await imported(collection);
    expect(await outcome(collection, (ctx) => remove(ctx, ids))).toEqual([{ ...NOTHING, created: 1 }, []]);
    const { items } = (await manager.get(`/${collection}?scope=all`)).body as { items: { id: string }[] };
    expect(items.map(({ id }) => ids.includes(id))).toEqual([false]);
  });

  it.each([
    ['LEAD-06', 'leads', 'lead', 'DUPLICATE_NOT_YOURS'],
    ['CUST-09', 'customers', 'customer', 'DUPLICATE_NOT_YOURS'],
    ['CUST-09', 'contacts', 'customer', 'CUSTOMER_UNKNOWN'],
  ])(
    '%s refuses those of %s that leave who may change them at the moment in which it fills them',
    async (_, collection, object, code) => {
      const before = await imported(collection);
      const ids = object === 'customer' && collection === 'contacts' ? [await customerOf(before[0]!)] : before;
      const moves = ids.map((id) => ({ id, to: { ownerId: stranger.id } }));
      const given = outcome(collection, (ctx) => move(ctx, poolableOf(object), moves, { kind: 'transferred' }));
      expect(await given).toEqual([{ ...NOTHING, failed: 1 }, [code]]);
      expect((await acme.admin.get(`/${collection}/${before[0]}`)).body.version).toBe(collection === 'contacts' ? 1 : 2);
    },
  );

  const customerOf = async (contactId: string): Promise<string> =>
    (await acme.admin.get(`/contacts/${contactId}`)).body.customerId as string;
});
