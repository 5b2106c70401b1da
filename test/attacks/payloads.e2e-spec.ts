import { gzipSync } from 'node:zlib';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

/** Words of the inside: of PostgreSQL, its driver, our schema and our files. */
const INSIDE =
  /SELECT |INSERT |syntax error|pg_|relation "|column "|violates|constraint|node_modules|\.ts:|\.js:|at Object|stack|QueryFailed|TypeORM|postgres/i;

const SQL_TEXTS = [
  `'; DROP TABLE leads; --`,
  `' OR '1'='1`,
  `" OR ""="`,
  `1); SELECT pg_sleep(5); --`,
  `\\'; DELETE FROM leads; --`,
  `%' OR 1=1 --`,
  `$1`,
  `$$; SELECT 1; $$`,
  `{"$ne": null}`,
  `*/ OR TRUE /*`,
  `\u02bc OR 1=1`,
];

describe('a hostile request', () => {
  const world = useWorld();
  let acme: Enterprise;
  let admin: Person;
  beforeAll(async () => {
    acme = await world.enterprise();
    admin = acme.admin;
    await admin.post('/leads', { name: '李静', company: '华夏科技' });
  });

  /** Sends bytes as they are, which no client library would send. */
  const raw = async (
    body: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; type: string }> => {
    const answer = await fetch(`${world.url}/api/v1/leads`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${admin.token!}`, 'Content-Type': 'application/json', ...headers },
      body: body as string,
    });
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') ?? '' };
  };

  const expectProblem = ({ status, text, type }: { status: number; text: string; type: string }, wanted: number): void => {
    expect([status, type]).toEqual([wanted, expect.stringContaining('application/problem+json')]);
    expect(text).not.toMatch(INSIDE);
  };
  const leads = async (): Promise<number> => (await admin.get('/leads?count=exact&scope=all')).body.page.total as number;

  it.each([
    ['an object that ends in the middle', '{"name": "x"', 400],
    ['nothing', '', 400],
    ['a number', '1', 400],
    ['null', 'null', 400],
    ['a list', '[{"name":"x"}]', 400],
    ['a text', '"x"', 400],
    ['objects eighty thousand deep', `${'{"custom":'.repeat(80_000)}1${'}'.repeat(80_000)}`, 400],
    ['lists a hundred thousand deep', `{"name":"x","tags":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
    ['sixty objects deep', `{"name":"x","custom":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`, 400],
    ['more than the limit', JSON.stringify({ name: 'x', remark: 'x'.repeat(1_100_000) }), 413],
    ['NUL in a text', '{"name":"a\\u0000b"}', 400],
    ['NUL in a key', '{"name":"x","custom":{"a\\u0000":"b"}}', 400],
    ['half a surrogate pair', '{"name":"\\ud800"}', 400],
    ['half a surrogate pair in a list', '{"name":"x","tags":["\\udfff"]}', 400],
    ['__proto__', '{"name":"x","__proto__":{"isAdmin":true}}', 400],
    ['__proto__ among the own fields', '{"name":"x","custom":{"__proto__":{"isAdmin":true}}}', 400],
    ['constructor', '{"name":"x","constructor":{"prototype":{"isAdmin":true}}}', 400],
    ['constructor among the own fields', '{"name":"x","custom":{"constructor":{"prototype":{"isAdmin":true}}}}', 400],
    ['toString', '{"name":"x","toString":"x"}', 400],
    ['toString among the own fields', '{"name":"x","custom":{"toString":"x","hasOwnProperty":1}}', 400],
  ])('API-01 is answered with a problem and changes nothing: %s', async (_title, body, status) => {
    const before = await leads();
    expectProblem(await raw(body), status);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(await leads()).toBe(before);
  });

  it('API-01 takes the last of a key that is there twice, and checks that one', async () => {
    expectProblem(await raw('{"name":"x","name":""}'), 400);
    const answer = await raw('{"name":"first","name":"second"}');
    expect([answer.status, (JSON.parse(answer.text) as { name: string }).name]).toEqual([201, 'second']);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json5', 'x'])(
    'API-01 is refused as %s',
    async (type) => {
      expectProblem(await raw('{"name":"x"}', { 'Content-Type': type }), 415);
    },
  );

  it('API-01 is refused where it is packed, and where its bytes are no UTF-8 keeps the sign for that', async () => {
    expectProblem(await raw(gzipSync('{"name":"x"}'), { 'Content-Encoding': 'gzip' }), 400);
    const broken = await raw(Buffer.from([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]));
    expect([broken.status, (JSON.parse(broken.text) as { name: string }).name]).toEqual([201, '\ufffd\ufffd']);
  });

  it('API-02 finds by SQL what is written so, and nothing else', async () => {
    const before = await leads();
    for (const text of SQL_TEXTS) {
      const { body: lead } = await admin.post('/leads', { name: text, company: text, remark: text, tags: [text] });
      expect(lead.name).toBe(text);
      const found = [
        await admin.get('/leads', { q: text }),
        await admin.get('/leads', { filter: { name: { eq: text } } }),
        await admin.get('/leads', { filter: { company: { contains: text } } }),
        await admin.get('/leads', { filter: { tags: { hasAny: text } } }),
        await admin.post('/leads/search', { condition: { field: 'name', op: 'startsWith', value: text } }),
      ];
      for (const answer of found)
        expect([text, answer.status, (answer.body.items ?? []).map(({ id }: { id: string }) => id)]).toEqual([
          text,
          200,
          [lead.id],
        ]);
    }
    expect(await leads()).toBe(before + SQL_TEXTS.length);
  });

  it('API-02 is refused where SQL stands for a name, a number or a time', async () => {
    for (const text of SQL_TEXTS) {
      const answers = [
        await admin.get('/leads', { sort: text }),
        await admin.get('/leads', { fields: text }),
        await admin.get('/leads', { limit: text }),
        await admin.get('/leads', { cursor: text }),
        await admin.get('/leads', { scope: text }),
        await admin.get('/leads', { count: text }),
        await admin.get('/leads', { filter: { [text]: 'x' } }),
        await admin.get('/leads', { filter: { name: { [text]: 'x' } } }),
        await admin.get('/leads', { filter: { createdAt: { gte: text } } }),
        await admin.get('/leads', { filter: { followUpCount: text } }),
        await admin.post('/leads/search', { condition: { field: text, op: 'eq', value: 'x' } }),
        await admin.post('/leads/search', { condition: { field: 'name', op: text, value: 'x' } }),
        await admin.with({ 'Accept-Language': 'en' }).get(`/leads/${encodeURIComponent(text)}`),
      ];
      expect([text, answers.map(({ status }) => status)]).toEqual([text, [...Array.from({ length: 12 }, () => 400), 404]]);
      for (const { body } of answers) expect(JSON.stringify({ ...body, errors: [] })).not.toMatch(INSIDE);
    }
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'custom.__proto__', 'custom.constructor'])(
    'API-02 knows no field by the name %s',
    async (name) => {
      for (const answer of [
        await admin.get(`/leads?filter[${name}]=x`),
        await admin.get(`/leads?filter[name][${name}]=x`),
        await admin.get(`/leads?sort=${name}`),
        await admin.get(`/leads?fields=${name}`),
        await admin.post('/leads/search', { condition: { field: name, op: 'eq', value: 'x' } }),
        await admin.post('/leads/search', { condition: { field: 'name', op: name, value: 'x' } }),
        await admin.post('/leads/search', { condition: JSON.parse(`{"${name}": []}`) as object }),
      ])
        expect([name, answer.status]).toEqual([name, 400]);
    },
  );

  it('API-02 is refused with a search, a filter or a list of fields beyond all measure', async () => {
    for (const query of [
      `q=${'华'.repeat(101)}`,
      `fields=${'name,'.repeat(120)}name`,
      `filter[name][in]=${'a,'.repeat(5000)}a`,
      Array.from({ length: 300 }, (_, n) => `filter[x${n}]=1`).join('&'),
      'filter[a][b][c][d][e][f]=1',
      'q=%00',
    ])
      expect([query.slice(0, 20), (await admin.get(`/leads?${query}`)).status]).toEqual([query.slice(0, 20), 400]);
    const deep = (levels: number): object =>
      levels === 0 ? { field: 'name', op: 'eq', value: 'x' } : { all: [deep(levels - 1)] };
    expect((await admin.post('/leads/search', { condition: deep(40) })).status).toBe(400);
    const broad = { any: Array.from({ length: 5000 }, () => ({ field: 'name', op: 'eq', value: 'x' })) };
    expect((await admin.post('/leads/search', { condition: broad })).status).toBe(400);
  });

  it('API-02 gets nothing out of a cursor of its own making', async () => {
    const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const id = '01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c';
    for (const cursor of [
      forged(['-createdAt', "2026-01-01'; DROP TABLE leads", id]),
      forged(['-createdAt', { toString: 'x' }, id]),
      forged(['-createdAt', null, id]),
      forged(['-createdAt', id, "x' OR 1=1"]),
      forged(['createdAt', id, id]),
      forged(['tenant_id', acme.id, id]),
      forged({ 0: '-createdAt', length: 3 }),
      forged('x'),
      'e30',
      '%%%',
      '\u0000',
    ])
      expect([cursor, (await admin.get('/leads', { cursor })).status]).toEqual([cursor, 400]);
    const strange = await admin.get('/leads', { cursor: forged(['-createdAt', id, id]) });
    expect([200, 400]).toContain(strange.status);
  });

  it('API-01 is told nothing of the inside by whatever goes wrong', async () => {
    const pool = await makePool(acme, []);
    const answers = await Promise.all([
      admin.get('/nowhere'),
      admin.post('/leads', { name: 1, phone: {}, tags: 'x' }),
      admin.post('/leads', { name: 'x', poolId: pool.id, ownerId: admin.id }),
      admin.post('/departments', { name: 'x'.repeat(10_000) }),
      admin.with({ 'If-Match': '"x"' }).patch(`/leads/${pool.id}`, { name: 'x' }),
      admin.with({ 'Idempotency-Key': '\u00e9' }).post('/leads', { name: 'x' }),
      admin.with({ 'X-Request-Id': `x'; --` }).get('/leads?sort=x'),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBeLessThan(500);
      expect(JSON.stringify(body)).not.toMatch(INSIDE);
      expect(body).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), status });
    }
  });
});
