import type { Response } from 'supertest';
import type { Client } from '../support/client.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { picture } from '../files/pictures.js';
import { exported } from '../imports/sheets.js';
import { useWorld } from '../support/world.js';

/** Stands in every text of the private customer and of what hangs below it. */
const SECRET = '绝密';
const PHONE = '13800138642';

/** A private customer with everything that may hang below one. */
interface Scene {
  acme: Enterprise;
  /** Has it, below a manager, who is below the administrator. */
  owner: Person;
  customer: string;
  contact: string;
  followUp: string;
  comment: string;
  file: string;
  pool: string;
}

type Ask = (client: Client, scene: Scene) => Promise<Response>;

const get =
  (path: (scene: Scene) => string): Ask =>
  (client, scene) =>
    client.get(path(scene));
const post =
  (path: string, body: (scene: Scene) => object): Ask =>
  (client, scene) =>
    client.post(path, body(scene));

/** Doors through which its owner gets what others may not; what others are answered, where that is an error. */
const DOORS: [door: string, ask: Ask, refused?: number][] = [
  ['the list', get(() => '/customers')],
  ['the list of some fields', get(() => '/customers?fields=name,phone,remark')],
  ['a single read', get(({ customer }) => `/customers/${customer}`)],
  ['search by name', get(() => `/customers?q=${encodeURIComponent(SECRET)}`)],
  ['search by initials', get(() => '/customers?q=jmhx')],
  ['search by a phone', get(() => `/customers?q=${PHONE.slice(-6)}`)],
  ['a filter', get(() => `/customers?filter[name]=${encodeURIComponent(`${SECRET}华夏`)}`)],
  ['a filter by what is not there', get(() => '/customers?filter[address][isNull]=true')],
  ['a sort', get(() => '/customers?sort=name')],
  ['a condition', post('/customers/search', () => ({ condition: { field: 'remark', op: 'contains', value: SECRET } }))],
  ['its negation', post('/customers/search', () => ({ condition: { not: { field: 'remark', op: 'eq', value: '别的' } } }))],
  ['its timeline', get(({ customer }) => `/customers/${customer}/timeline`), 403],
  ['its contacts', get(({ customer }) => `/customers/${customer}/contacts`), 403],
  ['all contacts', get(() => '/contacts')],
  ['contacts by phone', get(() => `/contacts?q=${PHONE.slice(-4)}`)],
  ['a contact', get(({ contact }) => `/contacts/${contact}`), 404],
  ['a contact’s timeline', get(({ contact }) => `/contacts/${contact}/timeline`), 404],
  ['all follow-ups', get(() => '/follow-ups')],
  ['its follow-ups', get(({ customer }) => `/follow-ups?filter[customerId]=${customer}`)],
  ['follow-ups about a contact', get(({ contact }) => `/follow-ups?filter[contactId]=${contact}`)],
  ['follow-ups of its owner', get(({ owner }) => `/follow-ups?filter[createdBy]=${owner.id}`)],
  ['a follow-up', get(({ followUp }) => `/follow-ups/${followUp}`), 404],
  ['what its owner publishes', get(({ owner }) => `/directory/${owner.id}/published-items`)],
  ['comments', get(({ followUp }) => `/comments?object=followUp&recordId=${followUp}`), 404],
  ['a comment', get(({ comment }) => `/comments/${comment}`), 404],
  ['a file', get(({ file }) => `/files/${file}`), 404],
  [
    'the change feed',
    async (client) => {
      const read = () => client.get('/customers/changes?limit=100');
      return eventually(read, ({ body }) => (body as { items: unknown[] }).items.length > 0);
    },
  ],
  [
    'the change feed of contacts',
    async (client, { owner }) => {
      const read = (reader: Client) => reader.get('/contacts/changes?limit=100');
      await eventually(
        () => read(owner),
        ({ body }) => (body as { items: unknown[] }).items.length > 0,
      );
      return read(client);
    },
  ],
  ['duplicate control', post('/customers/duplicate-checks', () => ({ name: `${SECRET}华夏有限公司` }))],
  ['near names', post('/customers/duplicate-checks', () => ({ name: `杭州${SECRET}华夏` }))],
];

/** What tells nothing of it to anybody else, whether or not its owner may ask. */
const MORE_DOORS: [door: string, ask: Ask, refused?: number][] = [
  ['its ownership', get(({ customer }) => `/customers/${customer}/ownership`), 403],
  ['its reclaim time', get(({ customer }) => `/customers/${customer}/reclaim`), 403],
  ['its collaborators', get(({ customer }) => `/customers/${customer}/collaborators`), 403],
  ['its merges', get(({ customer }) => `/customers/${customer}/merges`), 403],
  ['the file itself', get(({ file }) => `/files/${file}/content`), 404],
  ['its thumbnail', get(({ file }) => `/files/${file}/thumbnails/small`), 404],
  ['a link to the file', (client, { file }) => client.post(`/files/${file}/links`, {}), 404],
  ['notices', get(() => '/me/notices')],
  ['a comment on it', post('/comments', ({ customer }) => ({ object: 'customer', recordId: customer, content: '好' })), 404],
  ['a contact at it', post('/contacts', ({ customer }) => ({ customerId: customer, name: '李静' })), 403],
  [
    'a follow-up of it',
    (client, { customer }) => client.post(`/customers/${customer}/follow-ups`, { method: 'call', content: '好' }),
    403,
  ],
];

/** What administrators alone may ask. */
const ADMINISTRATORS_DOORS: [door: string, ask: Ask][] = [
  ['statistics of its sea', get(({ pool }) => `/pools/${pool}/statistics`)],
  ['statistics of its people', get(({ pool }) => `/pools/${pool}/statistics/people`)],
  ['the audit log', get(() => '/audit-log')],
  [
    'an explanation',
    post('/permission-explanations', ({ acme, customer }) => ({
      employeeId: acme.admin.id,
      action: 'update',
      object: 'customer',
      recordId: customer,
    })),
  ],
];

describe('private customers', () => {
  const world = useWorld();
  let scene: Scene;
  /** Reads all customers by role, but is no superior of the owner and collaborates on nothing. */
  let viewer: Person;

  beforeAll(async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [owner] = acme.salespeople as [Person];
    await acme.admin.patch('/enterprise', { settings: { privateCustomers: true } });
    viewer = await acme.person('督导', ['salesManager']);
    const { body: role } = await acme.admin.post('/roles', {
      name: '全部客户',
      grants: [{ object: 'customer', actions: ['read', 'update', 'followUp', 'export'], scope: 'all' }],
    });
    await acme.admin.post(`/roles/${role.id}/assignments`, { ids: [viewer.id] });
    scene = await fill(acme, owner);
  });

  it('PERM-04 are open to their owner through every door, so that the doors prove something', async () => {
    for (const [door, ask] of DOORS) {
      const { status, body } = await ask(scene.owner, scene);
      expect([door, status, JSON.stringify(body).includes(SECRET)]).toEqual([door, 200, true]);
    }
  });

  async function nothing(person: Person, ask: Ask, refused: number): Promise<void> {
    const { status, body } = await ask(person, scene);
    expect([person.name, status]).toEqual([person.name, refused]);
    // a problem repeats the path that was asked for
    const told = JSON.stringify(status === 200 ? body : { ...body, instance: '' });
    for (const secret of [SECRET, PHONE.slice(-4), scene.contact, scene.followUp, scene.comment])
      expect([person.name, secret, told.includes(secret)]).toEqual([person.name, secret, false]);
  }

  it.each([...DOORS, ...MORE_DOORS])('PERM-04 tell nothing through %s', async (_door, ask, refused = 200) => {
    for (const person of [scene.acme.admin, viewer]) await nothing(person, ask, refused);
  });

  it.each(ADMINISTRATORS_DOORS)('PERM-04 tell administrators nothing through %s', (_door, ask) =>
    nothing(scene.acme.admin, ask, 200),
  );

  // last: the audit log tells what was searched for
  it.each(['customers', 'contacts'])('PERM-04 CUST-09 tell nothing through an export of %s', async (collection) => {
    const superior = await exported(scene.acme.managers[0]!, { format: 'csv' }, collection);
    expect(JSON.stringify(superior.rows)).toContain(SECRET);
    for (const person of [scene.acme.admin, viewer])
      for (const q of [undefined, SECRET, PHONE.slice(-4)]) {
        const { rows } = await exported(person, { format: 'csv', ...(q ? { q } : {}) }, collection);
        expect([person.name, q, new RegExp(`${SECRET}|${PHONE.slice(-4)}`).test(JSON.stringify(rows))]).toEqual([
          person.name,
          q,
          false,
        ]);
      }
  });
});

async function fill(acme: Enterprise, owner: Person): Promise<Scene> {
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await owner.post(path, body);
    expect([path, answer.status, answer.body.id]).toEqual([path, 201, expect.any(String)]);
    return answer.body.id as string;
  };
  const customer = await made('/customers', { name: `${SECRET}华夏`, remark: SECRET, phone: PHONE, tags: [SECRET] });
  const pool = ((await owner.get(`/customers/${customer}`)).body as { homePoolId: string }).homePoolId;
  const contact = await made('/contacts', { customerId: customer, name: `${SECRET}联系人`, phone: PHONE });
  const upload = await owner.upload('/files', `${SECRET}.png`, await picture());
  const file = (upload.body as { id: string }).id;
  const followUp = await made(`/customers/${customer}/follow-ups`, {
    method: 'call',
    content: `${SECRET}跟进`,
    contactIds: [contact],
    fileIds: [file],
  });
  const comment = await made('/comments', { object: 'followUp', recordId: followUp, content: `${SECRET}评论` });
  expect((await owner.put(`/customers/${customer}/privacy`)).status).toBe(200);
  return { acme, owner, customer, contact, followUp, comment, file, pool };
}
