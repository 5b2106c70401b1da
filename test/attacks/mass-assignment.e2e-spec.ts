import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { makePool, type TestPool } from '../support/pools.js';
import { useWorld } from '../support/world.js';

/** What the server alone decides. */
const SERVER_SIDE = {
  id: newId(),
  tenantId: newId(),
  version: 99,
  createdAt: '2001-01-01T00:00:00.000Z',
  createdBy: newId(),
  updatedAt: '2001-01-01T00:00:00.000Z',
};

describe('members that a body does not offer', () => {
  const world = useWorld();
  let acme: Enterprise;
  let seller: Person;
  let pool: TestPool;
  let leadId: string;
  beforeAll(async () => {
    acme = await world.enterprise({ salespeople: 1 });
    seller = acme.salespeople[0]!;
    pool = await makePool(acme, [seller]);
    leadId = (await seller.post('/leads', { name: '李静' })).body.id;
  });

  const LEAD = {
    status: 'converted',
    acquisition: 'claimed',
    ownedSince: '2001-01-01T00:00:00.000Z',
    enteredPoolAt: '2001-01-01T00:00:00.000Z',
    followUpCount: 5,
    lastFollowUpAt: '2001-01-01T00:00:00.000Z',
    protectedUntil: '2099-01-01T00:00:00.000Z',
    quarantinedUntil: '2099-01-01T00:00:00.000Z',
    reclaimAt: '2099-01-01T00:00:00.000Z',
    homePoolId: newId(),
    mergedIntoId: newId(),
    importId: newId(),
  };

  it.each<[string, 'post' | 'patch' | 'put', () => string, object, object]>([
    ['a new lead', 'post', () => '/leads', { name: 'x' }, LEAD],
    ['a lead', 'patch', () => `/leads/${leadId}`, { name: 'x' }, { ...LEAD, ownerId: newId(), poolId: newId(), route: true }],
    [
      'a follow-up',
      'post',
      () => `/leads/${leadId}/follow-ups`,
      { method: 'call', content: 'x' },
      { at: '2001-01-01T00:00:00.000Z', leadId: newId() },
    ],
    [
      'a claim',
      'post',
      () => `/pools/${pool.id}/claims`,
      { ids: [newId()] },
      { employeeId: newId(), ownerId: newId(), poolId: newId() },
    ],
    ['a return', 'post', () => '/leads/returns', { ids: [newId()], reason: 'x' }, { poolId: newId(), kind: 'reclaimed' }],
    ['an export', 'post', () => '/leads/exports', { format: 'csv' }, { key: '../x', object: 'employee' }],
    ['an employee', 'patch', () => `/employees/${seller.id}`, { name: 'x' }, { accountId: newId(), status: 'left', roles: [] }],
    ['the enterprise', 'patch', () => '/enterprise', { name: 'x' }, { code: 'x', status: 'closed' }],
    ['a role', 'post', () => '/roles', { name: 'x' }, { key: 'systemAdministrator', builtin: true }],
    ['a pool', 'post', () => '/pools', { object: 'lead', name: 'x' }, { ruleNumber: 1, freeCount: 1, isMember: true }],
    [
      'a sign-up',
      'post',
      () => '/enterprises',
      { enterpriseName: 'x', registrantName: 'x', phone: '+8613800138000', password: 'gonghai-2026' },
      { roles: ['systemAdministrator'], status: 'active' },
    ],
  ])('API-01 are refused by name, each of them, and change nothing: %s', async (_title, method, path, body, surplus) => {
    const before = await acme.admin.get(`/leads/${leadId}`);
    const added = { ...SERVER_SIDE, ...surplus };
    const answer = await acme.admin[method](path(), { ...body, ...added });
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    const unknown = (answer.body.errors as { pointer: string; code: string }[])
      .filter(({ code }) => code === 'UNKNOWN_PROPERTY')
      .map(({ pointer }) => pointer);
    expect(unknown.sort()).toEqual(
      Object.keys(added)
        .map((name) => `/${name}`)
        .sort(),
    );
    expect((await acme.admin.get(`/leads/${leadId}`)).body).toEqual(before.body);
  });

  it('API-01 are refused inside lists and objects as well', async () => {
    const members = await acme.admin.put(`/pools/${pool.id}/members`, {
      items: [{ kind: 'employee', id: seller.id, part: 'member', tenantId: newId() }],
    });
    expect(members.body.errors).toEqual([expect.objectContaining({ pointer: '/items/0/tenantId', code: 'UNKNOWN_PROPERTY' })]);
    const role = await acme.admin.post('/roles', {
      name: 'x',
      grants: [{ object: 'lead', actions: ['read'], scope: 'own', conditions: {} }],
    });
    expect(role.body.errors).toEqual([expect.objectContaining({ pointer: '/grants/0/conditions', code: 'UNKNOWN_PROPERTY' })]);
    const custom = await acme.admin.post('/leads', { name: 'x', custom: { ownerId: newId() } });
    expect(custom.body.errors).toEqual([expect.objectContaining({ pointer: '/custom/ownerId' })]);
  });

  it('API-01 reach no list through its address', async () => {
    for (const query of [
      'tenantId=x',
      'where=1',
      'filter[tenantId]=x',
      `filter[tenant_id]=${acme.id}`,
      'sort=tenant_id',
      'fields=tenantId',
      'include=owner',
      'limit=1e9',
    ])
      expect([query, (await acme.admin.get(`/leads?${query}`)).status]).toEqual([query, 400]);
  });
});
