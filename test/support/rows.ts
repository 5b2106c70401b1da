import sharp from 'sharp';
import { newId } from '../../src/platform/database/ids.js';
import { Notices } from '../../src/platform/notices/notices.js';
import { makeCustomer } from './customers.js';
import { testPhone, type Enterprise } from './enterprise.js';
import { eventually } from './jobs.js';
import { makePool } from './pools.js';
import { sql, type World } from './world.js';

type MakeRow = (acme: Enterprise, world: World) => Promise<string>;

/**
 * How a row of each kind is made in an enterprise, by the address under which it is read; answers its id. The sweep of
 * tenants wants one for every address with an id. Most kinds need none here: they are made by their own POST with the
 * body that its documentation shows.
 */
export const ROWS: Record<string, MakeRow> = {
  '/me/sessions/{id}': async ({ admin }) => firstOf(await admin.get('/me/sessions')),
  '/employees/{id}': async (acme) => (await acme.person('李静', ['salesperson'])).id,
  '/directory/{id}': async (acme) => (await acme.person('李静', ['salesperson'])).id,
  '/api-keys/{id}': async ({ admin }) => idOf(await admin.post('/api-keys', { name: '官网', scopes: ['lead:read'] })),
  '/previews/{id}': async (acme) => {
    const { id } = await acme.person('李静', ['salesperson']);
    return idOf(await acme.admin.post(`/employees/${id}/previews`));
  },
  '/sign-in-alerts/{id}': signInAlert,
  '/pools/{id}': async (acme) => (await makePool(acme, [])).id,
  '/dictionary-items/{id}': async ({ admin }) => firstOf(await admin.get('/dictionaries/unit/items')),
  '/jobs/{id}': async ({ admin }) => idOf(await admin.post('/schedules/platform.housekeeping/runs')),
  '/invitations/{id}': async ({ admin }) => firstOf(await admin.post('/invitations', { kind: 'link', maxUses: 1 })),
  '/join-requests/{id}': joinRequest,
  '/me/notices/{id}': notice,
  '/files/{id}': async ({ admin }) => {
    const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#1565c0' } })
      .png()
      .toBuffer();
    const id = idOf(await admin.upload('/files', '门店.png', content));
    await eventually(
      () => admin.get(`/files/${id}`),
      ({ body }) => (body as { thumbnails: string }).thumbnails === 'ready',
    );
    return id;
  },
  '/contacts/{id}': async ({ admin }) => {
    const customerId = idOf(await admin.post('/customers', { name: `华夏${newId()}` }));
    return idOf(await admin.post('/contacts', { customerId, name: '李静' }));
  },
  '/follow-ups/{id}': async ({ admin }) => {
    const leadId = idOf(await admin.post('/leads', { name: '李静' }));
    return idOf(await admin.post(`/leads/${leadId}/follow-ups`, { method: 'call', content: '已联系' }));
  },
  '/comments/{id}': async ({ admin }) => {
    const recordId = idOf(await admin.post('/leads', { name: '李静' }));
    return idOf(await admin.post('/comments', { object: 'lead', recordId, content: '好' }));
  },
  '/removals/{id}': async (acme, world) => {
    const itemId = await ROWS['/comments/{id}']!(acme, world);
    return idOf(await acme.admin.post('/removals', { object: 'comment', itemId, reason: '泄露他人隐私' }));
  },
  '/data-exports/{id}': async ({ admin }) => {
    await admin.post('/data-exports');
    return firstOf(await admin.get('/data-exports'));
  },
  '/crm-resets/{id}': async (acme) => {
    await acme.person('周明', ['systemAdministrator']);
    const body = { confirmation: '远航科技有限公司', kinds: ['leads'], reason: '清空测试数据' };
    return idOf(await acme.admin.post('/crm-resets', body));
  },
  '/name-cards/{id}': async (acme, world) => {
    const fileId = await ROWS['/files/{id}']!(acme, world);
    return idOf(await acme.admin.post('/name-cards', { fileId }));
  },
  '/data-erasures/{id}': async (acme) => {
    await acme.admin.post('/data-erasures', { phone: testPhone(), reason: '本人申请' });
    return acme.as(async (ctx) => (await ctx.db.one<{ id: string }>(sql`SELECT id FROM data_erasures LIMIT 1`)).id);
  },
  '/customers/merges/{mergeId}': async (acme) => {
    const [survivorId, other] = [await makeCustomer(acme, acme.admin), await makeCustomer(acme, acme.admin)];
    await acme.admin.post('/customers/merges', { survivorId, ids: [other] });
    return firstOf(await acme.admin.get(`/customers/${survivorId}/merges`));
  },
  '/leads/exports/{id}': exportOf('leads'),
  '/customers/exports/{id}': exportOf('customers'),
  '/contacts/exports/{id}': exportOf('contacts'),
  '/leads/imports/{id}': async ({ admin }) =>
    idOf(await admin.upload('/leads/imports', 'leads.csv', Buffer.from('姓名,电话\n李静,13800138000\n'))),
};

async function joinRequest({ admin }: Enterprise, world: World): Promise<string> {
  const link = await admin.post('/invitations', { kind: 'link', maxUses: 1 });
  const [{ token }] = (link.body as { items: [{ token: string }] }).items;
  await world
    .anonymous()
    .post(`/invitations/${token}/acceptances`, { name: '王潮', password: 'gonghai-2026', address: testPhone() });
  return firstOf(await admin.get('/join-requests'));
}

function notice(acme: Enterprise, world: World): Promise<string> {
  const { admin } = acme;
  return acme.as(async (ctx) => {
    await world
      .get(Notices)
      .send(ctx, [{ employeeId: admin.id, kind: 'exportFinished', key: newId(), content: { fileName: '线索.csv', count: 1 } }]);
    return (await ctx.db.one<{ id: string }>(sql`SELECT id FROM notices WHERE employee_id = ${admin.id} LIMIT 1`)).id;
  });
}

function signInAlert(acme: Enterprise): Promise<string> {
  return acme.as(async (ctx) => {
    const [id, signInId] = [newId(), newId()];
    await ctx.db.run(sql`INSERT INTO sign_ins (tenant_id, id, at, employee_id, method, outcome, cause, ip, user_agent, device)
      VALUES (${ctx.tenantId}, ${signInId}, now(), ${acme.admin.id}, 'password', 'failed', 'passwordWrong', '', '', '')`);
    await ctx.db.run(sql`INSERT INTO sign_in_alerts (tenant_id, id, at, kind, key, sign_in_id, employee_id)
      VALUES (${ctx.tenantId}, ${id}, now(), 'manyFailures', ${id}, ${signInId}, ${acme.admin.id})`);
    return id;
  });
}

function exportOf(collection: string): MakeRow {
  return async ({ admin }) => {
    await admin.post(`/${collection}/exports`, { format: 'csv' });
    return firstOf(await admin.get(`/${collection}/exports`));
  };
}

function firstOf({ status, body }: { status: number; body: unknown }): string {
  const { items } = body as { items?: { id: string }[] };
  if (!items?.[0]) throw new Error(`There is no row: ${status} ${JSON.stringify(body)}`);
  return items[0].id;
}

function idOf({ status, body }: { status: number; body: unknown }): string {
  if (status >= 300) throw new Error(`A row was refused: ${status} ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}
