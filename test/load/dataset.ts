import pg from 'pg';
import { CUSTOMER_TABLES, customersOf, LEVELS } from './dataset-customers.js';
import { filledBare } from './filled-bare.js';

/** How much a generated data set holds. */
export interface DatasetSize {
  /** Leads of the large enterprise. */
  leads: number;
  /** Its employees: 1 + 10 × 200, in six levels. */
  employees: number;
  /** Further enterprises, each with a twentieth of the leads and 20 employees. */
  small: number;
  /** Customers of the large enterprise, with what hangs below them; the small ones have a two-hundredth each. None unless told. */
  customers?: number;
}

/** Who and what stands in the large enterprise, for requests in their name. */
export interface Dataset {
  tenantId: string;
  administrator: string;
  /** Sees 200 people. */
  manager: string;
  salesperson: string;
  accountOf(employeeId: string): string;
  /** The department that everybody belongs to. */
  headquarters: string;
  pools: string[];
  seas: string[];
  customFields: { size: string; budget: string };
  /** Ids of dictionary items by label. */
  sources: Record<string, string>;
  regions: Record<string, string>;
  levels: Record<string, string>;
  customerOf(n: number): string;
  employeeOf(n: number): string;
}

const SOURCES = ['展会', '官网', '转介绍', '广告'];
const REGIONS = ['浙江', '江苏', '上海', '广东', '北京', '四川'];

/** Records from which on indexes are built afterwards; below, they are as daily work leaves them. */
const MANY = 500_000;

/** Employees of a small enterprise. */
const SMALL = 20;
const BIG = '00000000-0000-7000-8000-000000000001';
/** Ids are made from numbers, so that every run of the generator gives the same data. */
const id = (kind: number, n: number | string): string =>
  `format('0000%s-0000-7000-8000-%s', lpad('${kind}', 4, '0'), lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
const idOf = (kind: number, n: number): string =>
  `0000${String(kind).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * Fills an empty migrated database as the owner, set by set, triggers off: a company of 2 000 people with so many leads,
 * beside small ones. `isThere` only names what an earlier run filled. Names are drawn from lists, so that searches of two characters hit from few rows to many.
 */
export async function generate(ownerUrl: string, size: DatasetSize, isThere = false): Promise<Dataset> {
  if (!isThere) await fill(ownerUrl, size);
  const person = (n: number): string => idOf(100, n);
  return {
    tenantId: BIG,
    administrator: person(0),
    manager: person(1),
    salesperson: person(150),
    accountOf: (employeeId) => employeeId.replace(/^00000100/, '00000200'),
    headquarters: idOf(500, 0),
    pools: [idOf(300, 0), idOf(300, 1), idOf(300, 2)],
    seas: [idOf(320, 0), idOf(320, 1), idOf(320, 2)],
    customFields: { size: idOf(400, 0), budget: idOf(400, 1) },
    sources: Object.fromEntries(SOURCES.map((label, n) => [label, idOf(800, n)])),
    regions: Object.fromEntries(REGIONS.map((label, n) => [label, idOf(810, n)])),
    levels: Object.fromEntries(LEVELS.map((label, n) => [label, idOf(820, n)])),
    customerOf: (n) => idOf(710, n),
    employeeOf: person,
  };
}

async function fill(ownerUrl: string, size: DatasetSize): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`SET statement_timeout = 0; SET ROLE NONE; SET maintenance_work_mem = '1GB'; SET work_mem = '512MB'`);
    const enterprises = async (): Promise<void> => {
      for (let n = 0; n <= size.small; n++) {
        await enterprise(client, n, n === 0 ? size.leads : Math.floor(size.leads / 20), n === 0 ? size.employees : SMALL);
        if (size.customers)
          await customers(client, n, n === 0 ? size.customers : Math.ceil(size.customers / 200), size.employees);
      }
    };
    if (size.leads + (size.customers ?? 0) < MANY) await enterprises();
    else await filledBare(client, [...CUSTOMER_TABLES, 'leads', 'record_field_values', 'ownership_ledger'], enterprises);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}

const tenantOf = (n: number): string => (n === 0 ? BIG : idOf(1, n));
const offsetOf = (n: number): number => n * 1_000_000_000;

function customers(client: pg.Client, n: number, count: number, most: number): Promise<void> {
  const of = { tenant: tenantOf(n), offset: offsetOf(n), employees: n === 0 ? most : SMALL };
  return withoutTriggers(client, of.tenant, CUSTOMER_TABLES, () => customersOf(client, of, count, id));
}

async function enterprise(client: pg.Client, n: number, leads: number, employees: number): Promise<void> {
  const [tenant, offset] = [tenantOf(n), offsetOf(n)];
  await withoutTriggers(client, tenant, ['leads', 'employees', 'employee_roles', 'departments'], async () => {
    await client.query(organisation(tenant, n, offset, employees));
    await client.query(poolsAndFields(tenant, n, offset));
    await client.query(leadRows(tenant, offset, leads, employees));
    await client.query(valueRows(tenant, offset));
  });
}

const DEFINITIONS = ['roles', 'custom_fields', 'pools', 'dictionary_items'];

/** One transaction in the name of an enterprise, in which neither these tables nor those of definitions run triggers. */
async function withoutTriggers(client: pg.Client, tenant: string, of: string[], work: () => Promise<void>): Promise<void> {
  const tables = [...DEFINITIONS, ...of];
  await client.query('BEGIN');
  await client.query(`SELECT set_config('app.tenant_id', '${tenant}', true)`);
  await client.query(tables.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`).join('; '));
  await work();
  await client.query(tables.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`).join('; '));
  await client.query('COMMIT');
}

/** CEO → 10 vice presidents → 3 directors each → 5 managers each → 4 team leads each → sellers. */
const organisation = (tenant: string, n: number, offset: number, employees: number): string => `
  INSERT INTO enterprises (tenant_id, code, name) VALUES ('${tenant}', '${90_000_000 + n}', '企业${n}');
  INSERT INTO tenant_versions (tenant_id) VALUES ('${tenant}');
  INSERT INTO accounts (id, name, login) SELECT ${id(200, `${offset} + g`)}, '员工' || g, 'user' || ${offset} + g FROM generate_series(0, ${employees - 1}) g;
  INSERT INTO employees (tenant_id, id, account_id, name, name_pinyin, status, superior_id)
    SELECT '${tenant}', ${id(100, `${offset} + g`)}, ${id(200, `${offset} + g`)}, '员工' || g, 'yuangong' || g, 'active',
      CASE WHEN g = 0 THEN NULL WHEN g <= 10 THEN ${id(100, offset)} ELSE ${id(
        100,
        `${offset} + CASE
          WHEN (g - 11) / 10 < 3 THEN 1 + (g - 11) % 10
          WHEN (g - 11) / 10 < 18 THEN 11 + ((g - 11) / 10 - 3) / 5 * 10 + (g - 11) % 10
          WHEN (g - 11) / 10 < 78 THEN 41 + ((g - 11) / 10 - 18) / 4 * 10 + (g - 11) % 10
          ELSE 191 + ((g - 11) / 10 - 78) % 60 * 10 + (g - 11) % 10 END`,
      )} END
    FROM generate_series(0, ${employees - 1}) g;
  INSERT INTO departments (tenant_id, id, name) VALUES ('${tenant}', ${id(500, offset)}, '总部');
  INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main) SELECT tenant_id, id, ${id(500, offset)}, true FROM employees WHERE tenant_id = '${tenant}';
  INSERT INTO roles (tenant_id, id, key, name, grants) VALUES
    ('${tenant}', ${id(600, offset)}, 'systemAdministrator', '系统管理员', '[{"object":"*","actions":["*"],"scope":"all"}]'),
    ('${tenant}', ${id(600, offset + 1)}, 'salesManager', '销售经理', '[{"object":"lead","actions":["read","create","update","claim","return","transfer","followUp","export"],"scope":"subordinates"}]'),
    ('${tenant}', ${id(600, offset + 2)}, 'salesperson', '销售员', '[{"object":"lead","actions":["read","create","update","claim","return","transfer","followUp"],"scope":"own"},{"object":"lead","actions":["read"],"scope":"subordinates"}]'),
    ('${tenant}', ${id(600, offset + 3)}, 'employee', '员工', '[{"object":"employee","actions":["read"],"scope":"all"}]');
  INSERT INTO employee_roles (tenant_id, employee_id, role_id)
    SELECT '${tenant}', e.id, CASE WHEN e.superior_id IS NULL THEN ${id(600, offset)} WHEN EXISTS (SELECT FROM employees b WHERE b.tenant_id = e.tenant_id AND b.superior_id = e.id)
      THEN ${id(600, offset + 1)} ELSE ${id(600, offset + 2)} END FROM employees e WHERE e.tenant_id = '${tenant}';
  SELECT refresh_department_closure(), refresh_reporting_closure(), refresh_visibility();`;

const RULES = JSON.stringify({
  claim: { order: 'any', counts: { assigned: false, transferred: false, created: false } },
  reclaim: {
    enabled: true,
    lines: [{ key: 'idle', name: '久未跟进', since: 'lastFollowUp', days: 15, dayKind: 'calendar' }],
    target: { kind: 'same' },
    remindDaysBefore: [3],
  },
  protection: { defaultDays: 0, followUpDays: 0, maxDays: 90, manualCount: 0, manualDays: 0 },
});

const items = (tenant: string, offset: number, kind: number, dictionary: string, labels: readonly string[]): string => `
  INSERT INTO dictionary_items (tenant_id, id, dictionary, label, position, created_at, updated_at)
    SELECT '${tenant}', ${id(kind, `${offset} + g - 1`)}, '${dictionary}', label, g - 1, now(), now()
    FROM unnest(ARRAY['${labels.join("','")}']) WITH ORDINALITY AS l(label, g);`;

const poolsAndFields = (tenant: string, n: number, offset: number): string => `
  INSERT INTO pools (tenant_id, id, object, name) SELECT '${tenant}', ${id(300, `${offset} + g`)}, 'lead', '池' || g FROM generate_series(0, 2) g;
  INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part) SELECT '${tenant}', ${id(300, `${offset} + g`)}, ${id(500, offset)}, 'department', 'member' FROM generate_series(0, 2) g;
  INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at)
    SELECT '${tenant}', ${id(310, `${offset} + g`)}, ${id(300, `${offset} + g`)}, 1, 'published', '${RULES}', now() - interval '1 year', now() FROM generate_series(0, 2) g;
  INSERT INTO custom_fields (tenant_id, id, object, key, label, type, choices, indexed, position) VALUES
    ('${tenant}', ${id(400, offset)}, 'lead', 'size', '规模', 'choice', '[{"code":"s","label":"小"},{"code":"m","label":"中"},{"code":"l","label":"大"}]', true, 1),
    ('${tenant}', ${id(400, offset + 1)}, 'lead', 'budget', '预算', 'decimal', '[]', true, 2);
  ${items(tenant, offset, 800, 'leadSource', SOURCES)}
  ${items(tenant, offset, 810, 'region', REGIONS)}
  SELECT ${n};`;

/** A fifth stands in pools, the rest is owned; created over two years; every eleventh has custom values; the remainders share no factor, so that no value belongs to pools alone. */
const leadRows = (tenant: string, offset: number, leads: number, employees: number): string => `
  INSERT INTO leads (tenant_id, id, name, company, phone, source_id, region_id, degree, tags, custom, name_pinyin, initials, company_key,
    pool_id, owner_id, home_pool_id, acquisition, owned_since, entered_pool_at, last_follow_up_at, created_at, updated_at, reclaim_at, reclaim_rule_id, reclaim_rule_key)
  SELECT '${tenant}', ${id(700, `${offset} + g`)}, s.name, s.company, '+861' || (30 + g % 60) || lpad(((g::bigint * 7919) % 100000000)::text, 8, '0'),
    ${id(800, `${offset} + g % 4`)}, ${id(810, `${offset} + g % 6`)}, (ARRAY['none','low','medium','high'])[1 + (g / 3) % 4],
    CASE WHEN g % 47 = 0 THEN ARRAY['重点'] ELSE '{}'::text[] END,
    CASE WHEN g % 11 = 1 THEN jsonb_build_object('size', (ARRAY['s','m','l'])[1 + (g / 11) % 3], 'budget', (g % 5000)::text || '.00') ELSE '{}' END,
    'p' || g % 1000, 'zs hx', s.company,
    CASE WHEN g % 5 = 0 THEN ${id(300, `${offset} + g % 3`)} END, CASE WHEN g % 5 <> 0 THEN ${id(100, `${offset} + (g * 31) % ${employees}`)} END, ${id(300, `${offset} + g % 3`)},
    CASE WHEN g % 5 = 0 THEN 'created' ELSE 'claimed' END, CASE WHEN g % 5 <> 0 THEN t.at END, CASE WHEN g % 5 = 0 THEN t.at END,
    CASE WHEN g % 3 = 0 THEN t.at + interval '1 day' END, t.at, t.at,
    CASE WHEN g % 5 <> 0 THEN t.at + interval '800 days' END, CASE WHEN g % 5 <> 0 THEN ${id(310, `${offset} + g % 3`)} END, CASE WHEN g % 5 <> 0 THEN 'idle' END
  FROM generate_series(0, ${leads - 1}) g
  CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now() - interval '730 days' + make_interval(secs => 63072000.0 * g / ${leads})) AS at) t
  CROSS JOIN LATERAL (SELECT
    (ARRAY['李','王','张','刘','陈','杨','赵','黄','周','吴'])[1 + g % 10] || (ARRAY['静','伟','芳','娜','敏','强','磊','军','洋','勇','艳'])[1 + g % 11] AS name,
    (ARRAY['杭州','南京','上海','深圳','北京','成都','宁波'])[1 + g % 7] || chr(19968 + (g * 37) % 3000) || chr(19968 + (g * 101) % 3000) || (ARRAY['科技','贸易','机械','电子','化工'])[1 + (g / 7) % 5] || '有限公司' AS company) s;`;

const valueRows = (tenant: string, offset: number): string => `
  INSERT INTO record_field_values (tenant_id, record_id, field_id, text_value) SELECT tenant_id, id, ${id(400, offset)}, custom ->> 'size' FROM leads WHERE tenant_id = '${tenant}' AND custom ? 'size';
  INSERT INTO record_field_values (tenant_id, record_id, field_id, number_value) SELECT tenant_id, id, ${id(400, offset + 1)}, (custom ->> 'budget')::double precision FROM leads WHERE tenant_id = '${tenant}' AND custom ? 'budget';`;
