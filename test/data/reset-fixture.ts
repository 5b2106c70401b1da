import type { Response } from 'supertest';
import { picture } from '../files/pictures.js';
import { csv, exported, imported } from '../imports/sheets.js';
import { testPhone, type Enterprise, type Person } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { makePool } from '../support/pools.js';
import { sql } from '../support/world.js';

export interface Filled {
  leads: string[];
  customers: string[];
  /** Ids of all records, follow-ups, comments and files. */
  ids: string[];
}

const idOf = ({ status, body }: Response): string => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
};

/** Leaves a row in every table that holds records or hangs on them. */
export async function fill(acme: Enterprise): Promise<Filled> {
  const { admin } = acme;
  const one = acme.salespeople[0]!;
  for (const object of ['lead', 'customer', 'contact'])
    await admin.post('/custom-fields', { object, key: 'nick', label: '昵称', type: 'text', indexed: true });
  await admin.post('/custom-fields', { object: 'lead', key: 'paper', label: '合同', type: 'file', maxFiles: 1 });
  await admin.post('/custom-fields', { object: 'followUp', key: 'minutes', label: '纪要', type: 'file' });
  const paper = [idOf(await admin.upload('/files', '海风合同.png', await picture()))];
  const leads: string[] = [];
  for (const name of ['甲', '乙', '丙'])
    leads.push(
      idOf(
        await admin.post('/leads', {
          name: `海风${name}`,
          phone: testPhone(),
          custom: { nick: `海风小${name}`, ...(name === '乙' ? { paper } : {}) },
        }),
      ),
    );
  const customers = await customersOf(admin);
  const [contact] = await contactsOf(admin, customers);
  await publish(admin, one, leads[0]!, customers[0]!, contact!);
  idOf(await admin.post('/leads/captures', { name: '海风捕获', phone: testPhone() }).then(wrapped));
  await admin.post('/leads/merges', { survivorId: leads[1], ids: [leads[2]] });
  await admin.post(`/leads/${leads[0]}/conversion`, {});
  await admin.post('/customers/merges', { survivorId: customers[0], ids: [customers[2]] });
  await runs(admin);
  await rows(acme, one, leads[0]!);
  const ids = await acme.as((ctx) =>
    ctx.db.query<{ id: string }>(sql`SELECT id FROM leads UNION ALL SELECT id FROM customers UNION ALL SELECT id FROM contacts
      UNION ALL SELECT id FROM follow_ups UNION ALL SELECT id FROM comments UNION ALL SELECT id FROM files UNION ALL SELECT id FROM name_cards`),
  );
  return { leads, customers, ids: ids.map(({ id }) => id) };
}

const wrapped = (answer: Response): Response => {
  (answer.body as { id?: string }).id ??= 'none';
  return answer;
};

async function customersOf(admin: Person): Promise<string[]> {
  const parentId = idOf(await admin.post('/customers', { name: '海风集团', custom: { nick: '海风老大' } }));
  const child = idOf(await admin.post('/customers', { name: '海风贸易', parentId }));
  return [parentId, child, idOf(await admin.post('/customers', { name: '海风物流' }))];
}

const contactsOf = async (admin: Person, [customerId]: string[]): Promise<string[]> => [
  idOf(await admin.post('/contacts', { customerId, name: '海风小李', phone: testPhone() })),
];

async function publish(admin: Person, one: Person, lead: string, customer: string, contact: string): Promise<void> {
  const file = async (): Promise<string> => {
    const id = idOf(await admin.upload('/files', '海风.png', await picture()));
    await eventually(
      () => admin.get(`/files/${id}`),
      ({ body }) => (body as { thumbnails: string }).thumbnails === 'ready',
    );
    return id;
  };
  const call = { method: 'call', content: '海风已联系' };
  const ofLead = idOf(
    await admin.post(`/leads/${lead}/follow-ups`, { ...call, fileIds: [await file()], custom: { minutes: [await file()] } }),
  );
  const ofCustomer = idOf(await admin.post(`/customers/${customer}/follow-ups`, { ...call, contactIds: [contact] }));
  const comment = async (object: string, recordId: string, more: object = {}): Promise<string> =>
    idOf(await admin.post('/comments', { object, recordId, content: '海风不错', ...more }));
  const first = await comment('followUp', ofLead, { fileIds: [await file()], mentionIds: [one.id] });
  await comment('followUp', ofCustomer);
  await comment('followUp', ofLead, { replyToId: first });
  await comment('customer', customer);
  const removed = await comment('lead', lead);
  idOf(await admin.post('/removals', { object: 'comment', itemId: removed, reason: '泄露' }));
}

async function runs(admin: Person): Promise<void> {
  await imported(
    admin,
    '海风.csv',
    await csv(
      ['姓名', '手机', '负责人'],
      [
        ['海风导入', '', ''],
        ['海风坏', '', '谁也不是'],
      ],
    ),
  );
  await exported(admin, { format: 'csv' });
  const scan = await admin.post('/leads/duplicate-scans', { fields: ['phone', 'company'] });
  await jobEnd(admin, idOf(scan));
}

/** What would need days, rules and cameras to come about. */
async function rows(acme: Enterprise, one: Person, lead: string): Promise<void> {
  const pool = await makePool(acme, [one]);
  const card = idOf(await one.upload('/files', '海风名片.png', await picture()));
  await acme.as(async (ctx) => {
    const tenant = ctx.tenantId;
    await ctx.db.run(
      sql`INSERT INTO name_cards (tenant_id, id, file_id, created_at, created_by) VALUES (${tenant}, uuidv7(), ${card}, now(), ${one.id})`,
    );
    await ctx.db.run(
      sql`INSERT INTO protections (tenant_id, id, object, record_id, employee_id, until, created_at) VALUES (${tenant}, uuidv7(), 'lead', ${lead}, ${one.id}, now(), now())`,
    );
    await ctx.db.run(
      sql`INSERT INTO collaborators (tenant_id, object, record_id, employee_id, access, created_at) SELECT ${tenant}::uuid, 'customer', id, ${one.id}::uuid, 'read', now() FROM customers LIMIT 1`,
    );
    await ctx.db.run(
      sql`INSERT INTO contact_reminders (tenant_id, object, record_id, due_at, sent_at) VALUES (${tenant}, 'lead', ${lead}, now(), now())`,
    );
    await ctx.db.run(
      sql`INSERT INTO reclaim_reminders (tenant_id, record_id, deadline, level, distance, employee_id, sent_at) VALUES (${tenant}, ${lead}, now(), 'owner', '1', ${one.id}, now())`,
    );
    await ctx.db.run(
      sql`INSERT INTO assignment_attempts (tenant_id, record_id, pool_id, rule_id, reason, at) VALUES (${tenant}, ${lead}, ${pool.id}, ${pool.ruleId}, 'nobody', now())`,
    );
    await ctx.db.run(
      sql`INSERT INTO assignment_batches (tenant_id, id, run_id, pool_id, rule_id, at, lines) VALUES (${tenant}, uuidv7(), uuidv7(), ${pool.id}, ${pool.ruleId}, now(), '[]')`,
    );
    await ctx.db.run(
      sql`INSERT INTO pool_reveals (tenant_id, id, pool_id, object, record_id, employee_id, fields, at, ip) VALUES (${tenant}, uuidv7(), ${pool.id}, 'lead', ${lead}, ${one.id}, '{phone}', now(), '')`,
    );
    await ctx.db.run(
      sql`INSERT INTO lead_duplicate_groups (tenant_id, id, scan_id, field, value, found_at) VALUES (${tenant}, uuidv7(), uuidv7(), 'phone', '海风', now())`,
    );
    await ctx.db.run(
      sql`INSERT INTO lead_duplicate_members (tenant_id, group_id, lead_id) SELECT ${tenant}::uuid, id, ${lead}::uuid FROM lead_duplicate_groups LIMIT 1`,
    );
    await ctx.db.run(
      sql`INSERT INTO import_warnings (tenant_id, import_id, row_number, warnings) SELECT ${tenant}::uuid, id, 2, '[]' FROM imports LIMIT 1`,
    );
    await ctx.db.run(sql`INSERT INTO notices (tenant_id, id, employee_id, kind, key, content, created_at)
      VALUES (${tenant}, uuidv7(), ${one.id}, 'recordsAssigned', 'r', ${JSON.stringify({ object: 'lead', recordIds: [lead] })}, now())`);
  });
}
