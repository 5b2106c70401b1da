import { feedOf } from '../changes/feeds.js';
import { makeCustomers } from '../support/customers.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

const PHONE = '+8613800138642';
const EMAIL = 'li.jing@example.com';
/** The excerpt of an author's page ends within the second number. */
const LONG = `${'谈'.repeat(190)}13700137531`;

describe('follow-ups of records in a pool that masks', () => {
  const world = useWorld();

  /** A member, and a record of a pool that shows members no phones, addresses and e-mail addresses; two follow-ups tell some. */
  async function scene(object: 'lead' | 'customer') {
    const acme = await world.enterprise({ salespeople: 1 });
    const [member] = acme.salespeople as [Person];
    for (const [key, type] of [
      ['mobile', 'phone'],
      ['mail', 'email'],
      ['notes', 'longText'],
      ['spot', 'place'],
      ['minutes', 'integer'],
    ] as const)
      expect(
        (await acme.admin.post('/custom-fields', { object: 'followUp', key, label: key, type })).body.errors,
      ).toBeUndefined();
    await acme.admin.post('/custom-fields', { object: 'customer', key: 'mail', label: '邮箱', type: 'email' });
    const pool = await makePool(acme, [member], {}, [], '公海', object);
    const kept = { maskedFields: ['phone', 'address'], hiddenFields: [object === 'lead' ? 'email' : 'custom.mail'] };
    const [id] =
      object === 'lead'
        ? await pool.leads(1)
        : await makeCustomers(acme, ['甲公司'], { poolId: pool.id, phone: '+8613800138642' });
    const path = `/${object}s/${id}`;
    const write = async (content: string, more: object = {}): Promise<string> => {
      const { status, body } = await acme.admin.post(`${path}/follow-ups`, { method: 'call', content, ...more });
      expect([status, body.errors]).toEqual([201, undefined]);
      return body.id;
    };
    const told = await write(`回电 138-0013-8642,或 ${EMAIL},20点前`, {
      place: { address: '杭州市文三路 1 号', longitude: 120.1, latitude: 30.2 },
      custom: { mobile: PHONE, mail: EMAIL, notes: '座机 010-65529988', spot: { address: '文三路' }, minutes: 5 },
    });
    await write(LONG);
    const before = (await acme.admin.get(`/follow-ups/${told}`)).body;
    expect((await acme.admin.patch(`/pools/${pool.id}`, kept)).status).toBe(200);
    return { acme, member, pool, id: id!, path, told, before };
  }

  const SECRET = /138-?0013|65529988|li\.jing|州市|文三路|120\.1|13700137/;

  const doors = async ({ acme, member, path, told, id }: Awaited<ReturnType<typeof scene>>, object: string) => {
    const feed = await feedOf('follow-ups').read(member, 'limit=100');
    const get = async (at: string): Promise<unknown> => {
      const { status, body } = await member.get(at);
      expect([at, status]).toEqual([at, 200]);
      return body;
    };
    return {
      one: await get(`/follow-ups/${told}`),
      list: await get(`/follow-ups?filter[${object}Id]=${id}`),
      all: await get('/follow-ups?scope=all'),
      timeline: await get(`${path}/timeline`),
      feed,
      page: await get(`/directory/${acme.admin.id}/published-items`),
      own: await get(`/follow-ups/${told}/timeline`),
    };
  };

  it.each(['lead', 'customer'] as const)(
    'POOL-18 CUST-07 DICT-03 tell members of a %s no more than the record does, through every door, and all once it is claimed',
    async (object) => {
      const found = await scene(object);
      const { acme, member, told, before, pool, id } = found;
      expect(before.custom).toMatchObject({ mobile: PHONE, mail: EMAIL });
      await feedOf('follow-ups').now(acme);
      for (const [door, body] of Object.entries(await doors(found, object))) {
        expect([door, JSON.stringify(body)]).toEqual([door, expect.not.stringMatching(SECRET)]);
      }
      expect((await member.get(`/follow-ups/${told}`)).body).toEqual({
        ...before,
        content: '回电 138****8642,或 ***,20点前',
        place: { address: '杭***', longitude: null, latitude: null },
        custom: { mobile: '138****8642', notes: '座机 010****9988', minutes: 5 },
      });
      expect((await acme.admin.get(`/follow-ups/${told}`)).body).toEqual(before);
      expect((await member.post(`/pools/${pool.id}/claims`, { ids: [id] })).body.items[0].ok).toBe(true);
      expect((await member.get(`/follow-ups/${told}`)).body).toEqual(before);
    },
  );

  it('POOL-18 API-02 find none by asking for what they mask, and by the rest what is asked for', async () => {
    const found = await scene('lead');
    const { acme, member, told, id } = found;
    const ids = async (person: Enterprise['admin'], filter: string): Promise<string[]> => {
      const { status, body } = await person.get(`/follow-ups?filter[leadId]=${id}&${filter}`);
      expect([filter, status]).toEqual([filter, 200]);
      return body.items.map((item: { id: string }) => item.id);
    };
    for (const filter of [
      `filter[custom.mobile]=${encodeURIComponent(PHONE)}`,
      'filter[custom.mail][startsWith]=li',
      'filter[custom.notes][contains]=6552',
      'filter[custom.mobile][isNotNull]=true',
    ]) {
      expect([filter, await ids(member, filter)]).toEqual([filter, []]);
      expect([filter, await ids(acme.admin, filter)]).toEqual([filter, [told]]);
    }
    expect(await ids(member, 'filter[custom.minutes]=5')).toEqual([told]);
  });
});
