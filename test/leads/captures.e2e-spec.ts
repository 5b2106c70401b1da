import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Response } from 'supertest';
import { Clock } from '../../src/platform/context/clock.js';
import { behindProxy, stranger } from '../identity/support.js';
import { itemId } from '../support/dictionaries.js';
import { testPhone, type Enterprise, type Person } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld, type World } from '../support/world.js';

const SITE = 'https://www.example.com';
const FORM = {
  name: '官网咨询',
  fields: [{ key: 'name', required: true }, { key: 'phone', required: true }, { key: 'company' }],
  origins: [SITE],
  dailyLimit: 100,
};

interface Form {
  id: string;
  publicKey: string;
}

describe('capturing leads', () => {
  const world = useWorld(behindProxy);
  afterEach(() => world.get(Clock).shift(0));

  const formOf = async (acme: Enterprise, more: object = {}): Promise<Form> => {
    const { status, body } = await acme.admin.post('/leads/capture-forms', { ...FORM, ...more });
    expect([status, body]).toEqual([201, expect.anything()]);
    return body as Form;
  };
  const leadsOf = (acme: Enterprise) =>
    acme.as((ctx) =>
      ctx.db.query<{
        id: string;
        name: string;
        poolId: string;
        ownerId: string | null;
        status: string;
        createdBy: string | null;
      }>(sql`
        SELECT id, name, pool_id AS "poolId", owner_id AS "ownerId", status, created_by AS "createdBy" FROM leads ORDER BY id`),
    );

  it('LEAD-07 takes leads from other systems, routes them, and adds to the one that is there already', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    const pool = await makePool(acme, [seller]);
    await acme.admin.put('/routing-rules?object=lead', {
      items: [{ name: '华夏', condition: { all: [{ field: 'company', op: 'contains', value: '华夏' }] }, poolId: pool.id }],
    });
    const phone = testPhone();
    const consent = { text: '同意联系', version: '1', at: '2026-01-01T00:00:00.000Z', ip: '203.0.113.7' };
    const body = { name: '李静', company: '华夏科技', phone, utm: { source: 'baidu' }, consent };
    const first = await acme.admin.post('/leads/captures', body);
    expect([first.status, first.body]).toEqual([201, expect.objectContaining({ outcome: 'created' })]);
    const { leadId } = first.body as { leadId: string };
    expect((await acme.admin.get(`/leads/${leadId}`)).body).toMatchObject({ poolId: pool.id, phone });
    const again = await acme.admin.post('/leads/captures', { ...body, name: '李小静', utm: { source: 'weibo' } });
    expect(again.body).toMatchObject({ outcome: 'merged', leadId });
    const refused = await acme.admin.post('/leads/captures', { ...body, duplicates: 'refuse' });
    expect([refused.status, refused.body.code]).toEqual([409, 'LEAD_DUPLICATE']);
    expect((await acme.admin.post('/leads/captures', { ...body, duplicates: 'create' })).body.outcome).toBe('created');
    const { items } = (await acme.admin.get(`/leads/${leadId}/captures`)).body as { items: Record<string, unknown>[] };
    expect(items.map(({ outcome, utm }) => [outcome, utm])).toEqual([
      ['merged', { source: 'weibo' }],
      ['created', { source: 'baidu' }],
    ]);
    expect(items[1]).toMatchObject({ consent, content: { name: '李静', phone } });
    const member = (await seller.get(`/leads/${leadId}/captures`)).body.items as Record<string, unknown>[];
    expect(member.map(({ content, consent: agreed }) => [content, agreed])).toEqual([
      [null, null],
      [null, null],
    ]);
    const timeline = await acme.admin.get(`/leads/${leadId}/timeline?kinds=capture`);
    expect(timeline.body.items).toHaveLength(2);
    expect((await acme.admin.post('/leads/captures', { ...body, ownerId: seller.id })).status).toBe(400);
  });

  it('LEAD-07 makes one lead of equal captures that come at once', async () => {
    const acme = await world.enterprise();
    const body = { name: '李静', phone: testPhone() };
    const answers = await Promise.all(Array.from({ length: 6 }, () => acme.admin.post('/leads/captures', body)));
    const outcomes = answers.map((answer) => answer.body.outcome as string).sort();
    expect(outcomes).toEqual(['created', ...Array.from({ length: 5 }, () => 'merged')]);
    expect(await leadsOf(acme)).toHaveLength(1);
  });

  it('LEAD-07 shows a form to visitors and takes what they send, as nobody’s and in the oldest pool', async () => {
    const acme = await world.enterprise();
    const sourceId = await itemId(acme.admin, 'leadSource');
    const form = await formOf(acme, { sourceId, consentText: '我同意', thanks: '谢谢', redirectUrl: `${SITE}/thanks` });
    const looked = await stranger(world).get(`/capture-forms/${form.publicKey}`);
    expect(looked.body).toMatchObject({
      name: '官网咨询',
      consentText: '我同意',
      fields: [
        { key: 'name', label: '姓名', type: 'text', required: true, choices: [], maxLength: 100 },
        { key: 'phone', required: true },
        { key: 'company', required: false },
      ],
    });
    const values = { name: '李静', phone: testPhone(), company: '=cmd|x' };
    const unasked = await submit(world, form, { values });
    expect([unasked.status, unasked.body.code]).toEqual([422, 'CAPTURE_CONSENT_REQUIRED']);
    const sent = await submit(world, form, { values, consent: true, utm: { campaign: 'spring' }, page: `${SITE}/contact` });
    expect([sent.status, sent.body]).toEqual([201, { thanks: '谢谢', redirectUrl: `${SITE}/thanks` }]);
    const [lead] = await leadsOf(acme);
    expect(lead).toMatchObject({ name: '李静', ownerId: null, status: 'active', createdBy: null });
    const again = await submit(world, form, { values, consent: true });
    expect([again.status, again.body]).toEqual([sent.status, sent.body]);
    const { items } = (await acme.admin.get(`/leads/${lead!.id}/captures`)).body as { items: Record<string, unknown>[] };
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({
      formName: '官网咨询',
      utm: { campaign: 'spring' },
      consent: { text: '我同意', version: '1' },
      content: { sourceId },
    });
    const changes = await acme.as((ctx) =>
      ctx.db.query(sql`SELECT origin FROM record_changes WHERE record_id = ${lead!.id}::uuid`),
    );
    expect(changes).toEqual([{ origin: 'capture' }]);
    const counted = (await acme.admin.get(`/leads/capture-forms/${form.id}/statistics`)).body.items as { captures: number }[];
    expect(counted.map(({ captures }) => captures)).toEqual([2]);
  });

  it('LEAD-07 takes what a visitor sends although people must enter more, which the form does not ask for', async () => {
    const acme = await world.enterprise();
    const form = await formOf(acme);
    for (const type of ['text', 'person', 'file'])
      await acme.admin.post('/custom-fields', { object: 'lead', key: `must${type}`, label: type, type, required: true });
    const values = { name: '李静', phone: testPhone() };
    expect((await acme.admin.post('/leads', values)).status).toBe(400);
    expect((await submit(world, form, { values })).status).toBe(201);
    expect(await leadsOf(acme)).toMatchObject([{ name: '李静' }]);
  });

  it('LEAD-07 refuses what programs send: other fields, forged or hasty tokens, a solution twice, other sites', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const form = await formOf(acme);
    const values = { name: '李静', phone: testPhone() };
    for (const more of [{ ownerId: acme.admin.id }, { status: 'converted' }, { poolId: form.id }, { id: form.id }]) {
      const { status, body } = await submit(world, form, { values: { ...values, ...more } });
      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    }
    const closed = await submit(world, form, { values: { ...values, remark: 'x', tags: ['x'], custom: { a: 1 } } });
    expect(closed.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/values/remark',
      '/values/tags',
      '/values/custom/a',
    ]);
    const missing = await submit(world, form, { values: { name: '李静' } });
    expect(missing.body.errors).toEqual([expect.objectContaining({ pointer: '/values/phone', code: 'REQUIRED' })]);
    const suspicious = [
      await submit(world, form, { values, token: 'x.y' }),
      await submit(world, form, { values, token: `${Date.now() - 60_000}.${'A'.repeat(43)}` }),
      await submit(world, form, { values, nickname: 'bot' }),
      await submit(world, form, { values }, { wait: 0 }),
      await submit(world, form, { values }, { wait: 13 * 3600 }),
    ];
    expect(suspicious.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 5 }, () => [422, 'CAPTURE_SUSPICIOUS']),
    );
    for (const origin of ['https://evil.example.com', undefined]) {
      const { status, body } = await submit(world, form, { values }, { origin });
      expect([status, body.code]).toEqual([403, 'CAPTURE_ORIGIN_REFUSED']);
    }
    const filled = await fillIn(world, form);
    world.get(Clock).shift(3000);
    const client = stranger(world).with({ origin: SITE });
    const send = () => client.post(`/capture-forms/${form.publicKey}/submissions`, { values, ...filled });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 422, 422]);
    expect(await leadsOf(acme)).toHaveLength(1);
  });

  it('LEAD-07 takes exactly as many a day as the form allows, from however many addresses they come', async () => {
    const acme = await world.enterprise();
    const form = await formOf(acme, { dailyLimit: 3 });
    const filled = await Promise.all(Array.from({ length: 9 }, () => fillIn(world, form)));
    world.get(Clock).shift(3000);
    const answers = await Promise.all(
      filled.map((each, n) =>
        stranger(world)
          .with({ origin: SITE })
          .post(`/capture-forms/${form.publicKey}/submissions`, { values: { name: `访客${n}`, phone: testPhone() }, ...each }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      201,
      201,
      201,
      ...Array.from({ length: 6 }, () => 429),
    ]);
    expect(answers.filter(({ status }) => status === 429).every(({ body }) => body.code === 'CAPTURE_FORM_FULL')).toBe(true);
    expect(await leadsOf(acme)).toHaveLength(3);
    world.get(Clock).shift(25 * 3600 * 1000);
    expect((await submit(world, form, { values: { name: '次日', phone: testPhone() } }, { shift: 25 * 3600 })).status).toBe(201);
  });

  it('LEAD-07 slows down one address that sends and sends', async () => {
    const acme = await world.enterprise();
    const form = await formOf(acme);
    const client = stranger(world).with({ origin: SITE });
    const answers: number[] = [];
    for (let n = 0; n < 22; n++) {
      const body = { values: { name: '李静', phone: testPhone() }, token: 'x', captcha: 'x' };
      answers.push((await client.post(`/capture-forms/${form.publicKey}/submissions`, body)).status);
    }
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 422), 429, 429]);
  });

  it('LEAD-07 lets browsers call from the form’s own web sites alone', async () => {
    const acme = await world.enterprise();
    const form = await formOf(acme);
    const allowed = async (origin: string, path: string): Promise<string | undefined> => {
      const answer = await fetch(`${world.url}/api/v1${path}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      });
      return answer.headers.get('access-control-allow-origin') ?? undefined;
    };
    const path = `/capture-forms/${form.publicKey}/submissions`;
    expect(await allowed(SITE, path)).toBe(SITE);
    expect(await allowed('https://evil.example.com', path)).toBeUndefined();
    expect(await allowed(SITE, '/leads')).toBeUndefined();
    await acme.admin.patch(`/leads/capture-forms/${form.id}`, { enabled: false });
    expect(await allowed(SITE, path)).toBeUndefined();
    expect((await stranger(world).get(`/capture-forms/${form.publicKey}`)).status).toBe(404);
    for (const key of ['x', `hsf_${'A'.repeat(54)}`, form.id])
      expect((await stranger(world).get(`/capture-forms/${key}`)).status).toBe(404);
  });

  it('LEAD-07 is set up by administrators, checked field by field', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    expect((await seller.post('/leads/capture-forms', FORM)).status).toBe(403);
    const wrong = await acme.admin.post('/leads/capture-forms', {
      ...FORM,
      fields: [{ key: 'ownerId' }, { key: 'custom.none' }],
    });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/fields/0/key',
      '/fields/1/key',
      '/fields',
    ]);
    expect((await acme.admin.post('/leads/capture-forms', { ...FORM, origins: ['javascript:x'] })).status).toBe(400);
    const form = await formOf(acme);
    expect((await acme.admin.post('/leads/capture-forms', FORM)).body.code).toBe('CAPTURE_FORM_NAME_TAKEN');
    const changed = await acme.admin
      .with({ 'If-Match': '"1"' })
      .patch(`/leads/capture-forms/${form.id}`, { consentText: '我同意' });
    expect(changed.body).toMatchObject({ consentText: '我同意', consentVersion: 2, version: 2, publicKey: form.publicKey });
    expect((await acme.admin.with({ 'If-Match': '"1"' }).patch(`/leads/capture-forms/${form.id}`, {})).status).toBe(412);
    const other = await world.enterprise();
    const sea = await makePool(acme, [], {}, [], '公海', 'customer');
    expect((await acme.admin.patch(`/leads/capture-forms/${form.id}`, { poolId: sea.id })).body.code).toBe(
      'POOL_OF_ANOTHER_KIND',
    );
    expect((await other.admin.get(`/leads/capture-forms/${form.id}`)).status).toBe(404);
  });
});

/** Loads a form as a page does; `token` and `captcha` go back with what the visitor writes. */
async function fillIn(world: World, form: Form): Promise<{ token: string; captcha: string }> {
  const { status, body } = await stranger(world).get(`/capture-forms/${form.publicKey}`);
  expect(status).toBe(200);
  const challenge = body.challenge as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return { token: body.token as string, captcha: Buffer.from(JSON.stringify({ challenge, solution })).toString('base64') };
}

/** Loads, fills in and sends a form from an address that no other test uses, `wait` seconds later. */
async function submit(
  world: World,
  form: Form,
  body: object,
  { wait = 3, shift = 0, ...sent }: { origin?: string | undefined; wait?: number; shift?: number } = {},
): Promise<Response> {
  const filled = await fillIn(world, form);
  world.get(Clock).shift((shift + wait) * 1000);
  const origin = 'origin' in sent ? sent.origin : SITE;
  const client = origin === undefined ? stranger(world) : stranger(world).with({ origin });
  const answer = await client.post(`/capture-forms/${form.publicKey}/submissions`, { ...filled, ...body });
  world.get(Clock).shift(shift * 1000);
  return answer;
}
