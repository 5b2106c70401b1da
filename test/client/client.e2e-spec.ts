import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, dataOf, ProblemError, type HighSeas, type Tokens } from '../../openapi/client/index.js';
import { testPhone } from '../support/enterprise.js';
import { makeKey } from '../support/keys.js';
import { useWorld } from '../support/world.js';

describe('the typed client against the application', () => {
  const world = useWorld();

  it('API-01: creates, reads, filters, changes and deletes with the types of the document, by an API key', async () => {
    const acme = await world.enterprise();
    const scopes = ['lead:create', 'lead:read', 'lead:update'];
    const { key } = await makeKey(world, acme, { scopes, roles: ['crmAdministrator'] });
    const api = connect({ baseUrl: world.url, credentials: { apiKey: key }, language: 'en' });
    const lead = await dataOf(api.POST('/api/v1/leads', { body: { name: '李静', degree: 'high' } }));
    await dataOf(api.POST('/api/v1/leads', { body: { name: '王强' } }));
    const query = { scope: 'all' as const, filter: { degree: { in: ['high', 'medium'] }, name: '李静' } };
    const { items } = await dataOf(api.GET('/api/v1/leads', { params: { query } }));
    expect(items.map(({ id }) => id)).toEqual([lead.id]);
    const path = { id: lead.id };
    const changed = await dataOf(api.PATCH('/api/v1/leads/{id}', { params: { path }, body: { title: '总监' } }));
    expect(changed).toMatchObject({ version: 2, title: '总监' });
    const outdated = api.PATCH('/api/v1/leads/{id}', { params: { path }, body: {}, headers: { 'If-Match': '"1"' } });
    const refusal = await outdated.catch((error: unknown) => error as ProblemError);
    expect(refusal).toBeInstanceOf(ProblemError);
    expect(refusal).toMatchObject({ status: 412, code: 'VERSION_MISMATCH', problem: { currentVersion: 2 } });
    const wrong = await api.POST('/api/v1/leads', { body: { name: '' } }).catch((error: unknown) => error as ProblemError);
    expect((wrong as ProblemError).errors).toContainEqual(expect.objectContaining({ pointer: '/name' }));
  });

  it('API-01: the same idempotency key of the caller makes one record', async () => {
    const acme = await world.enterprise();
    const api = connect({ baseUrl: world.url, credentials: { accessToken: acme.admin.token!, refreshToken: '' } });
    const headers = { 'Idempotency-Key': 'order-1' };
    const once = await dataOf(api.POST('/api/v1/leads', { body: { name: '李静' }, headers }));
    expect(await dataOf(api.POST('/api/v1/leads', { body: { name: '李静' }, headers }))).toEqual(once);
  });

  it('API-01: an expired access token is exchanged once, however many requests find out', async () => {
    const open = connect({ baseUrl: world.url });
    const { accessToken: _, refreshToken } = await dataOf(
      open.POST('/api/v1/enterprises', {
        body: { enterpriseName: '远航科技', registrantName: '陈海', phone: testPhone(), password: 'gonghai-2026' },
      }),
    );
    const told: Tokens[] = [];
    const credentials = { accessToken: 'expired', refreshToken, onTokens: (tokens: Tokens) => void told.push(tokens) };
    const api = connect({ baseUrl: world.url, credentials });
    const answers = await Promise.all([1, 2, 3].map(() => dataOf(api.GET('/api/v1/leads'))));
    expect(answers.map(({ items }) => items)).toEqual([[], [], []]);
    expect(told).toHaveLength(1);
    await expect(connect({ baseUrl: world.url }).GET('/api/v1/leads')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('the typed client against an overloaded server', () => {
  const asked: IncomingMessage[] = [];
  let server: Server;
  let api: HighSeas;
  /** What the server does with each request in turn; afterwards it answers well. */
  let plan: ('busy' | 'lost' | 'slow' | 'gateway')[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      const step = plan.shift();
      if (step === 'lost') return void request.socket.destroy();
      if (step === 'gateway')
        return void response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '0' }).end('<h1>');
      if (!step) return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
      const problem = { type: '/', title: 'Busy', status: 429, code: 'TOO_MANY_REQUESTS', detail: 'Busy', instance: '' };
      response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': step === 'slow' ? '3600' : '0' });
      response.end(JSON.stringify(problem));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    api = connect({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, credentials: { apiKey: 'k' } });
  });
  beforeEach(() => void (asked.length = 0));
  afterAll(() => void server.close());

  it('API-01: waits as it is told and sends the same key again, also when an answer got lost', async () => {
    plan = ['busy', 'lost', 'gateway'];
    const lead = await dataOf(api.POST('/api/v1/leads', { body: { name: '李静' } }));
    expect(lead.id).toBe('1');
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size, asked[3]!.headers['x-api-key']]).toEqual([4, 1, 'k']);
  });

  it('API-01: gives up after so many attempts, at a wait that is too long, and where nobody knows what happened', async () => {
    plan = ['busy', 'busy', 'busy', 'busy', 'busy'];
    await expect(api.GET('/api/v1/leads')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(asked).toHaveLength(5);
    plan = ['slow'];
    await expect(api.GET('/api/v1/leads')).rejects.toMatchObject({ status: 429 });
    plan = ['lost'];
    await expect(api.PATCH('/api/v1/leads/{id}', { params: { path: { id: '1' } }, body: {} })).rejects.toThrow('fetch failed');
    expect(asked).toHaveLength(7);
    plan = ['busy', 'busy'];
    const stop = AbortSignal.abort(new Error('Enough'));
    await expect(api.GET('/api/v1/leads', { signal: stop })).rejects.toThrow();
    plan = [];
  });
});
