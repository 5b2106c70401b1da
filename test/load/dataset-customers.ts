import type pg from 'pg';

/** Makes the SQL of an id from its kind and number. */
type IdOf = (kind: number, n: number | string) => string;

const CITIES = 5;
/** Items of the leads' flat list of regions become branches of so many cities each. */
const BRANCHES = 6;
export const LEVELS = ['A', 'B', 'C', 'D'];

/** Tables whose triggers rest meanwhile: what they would write is written here. */
export const CUSTOMER_TABLES = ['customers', 'contacts', 'follow_ups', 'follow_up_contacts', 'collaborators'];

/**
 * Customers of an enterprise that has people, lead pools, regions and roles: a tenth in three seas, the rest owned; each
 * with a contact and two follow-ups, every fiftieth with a collaborator, every thousandth private, every seventh with custom values.
 */
export async function customersOf(client: pg.Client, tenant: string, count: number, employees: number, id: IdOf): Promise<void> {
  await client.query(surroundings(tenant, id));
  await client.query(customerRows(tenant, count, employees, id));
  await client.query(below(tenant, employees, id));
}

const surroundings = (tenant: string, id: IdOf): string => `
  UPDATE roles SET grants = grants || CASE key
      WHEN 'salesManager' THEN '[{"object":"customer","actions":["read","create","update","claim","return","transfer","followUp","merge","export"],"scope":"subordinates"}]'
      ELSE '[{"object":"customer","actions":["read","create","update","claim","return","transfer","followUp"],"scope":"own"},{"object":"customer","actions":["read"],"scope":"subordinates"}]' END::jsonb
    WHERE tenant_id = '${tenant}' AND key IN ('salesManager', 'salesperson');
  INSERT INTO pools (tenant_id, id, object, name) SELECT '${tenant}', ${id(320, 'g')}, 'customer', '公海' || g FROM generate_series(0, 2) g;
  INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part) SELECT '${tenant}', ${id(320, 'g')}, ${id(500, 0)}, 'department', 'member' FROM generate_series(0, 2) g;
  INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at)
    SELECT tenant_id, ${id(330, 'g')}, ${id(320, 'g')}, number, status, rules, effective_from, applied_at
    FROM pool_rules CROSS JOIN generate_series(0, 2) g WHERE tenant_id = '${tenant}' AND pool_id = ${id(300, 0)};
  INSERT INTO custom_fields (tenant_id, id, object, key, label, type, choices, indexed, position) VALUES
    ('${tenant}', ${id(410, 0)}, 'customer', 'size', '规模', 'choice', '[{"code":"s","label":"小"},{"code":"m","label":"中"},{"code":"l","label":"大"}]', true, 1),
    ('${tenant}', ${id(410, 1)}, 'customer', 'budget', '预算', 'decimal', '[]', true, 2);
  INSERT INTO dictionary_items (tenant_id, id, dictionary, label, position, created_at, updated_at)
    SELECT '${tenant}', ${id(820, 'g - 1')}, 'customerLevel', label, g - 1, now(), now() FROM unnest('{${LEVELS.join()}}'::text[]) WITH ORDINALITY AS l(label, g);
  INSERT INTO dictionary_items (tenant_id, id, dictionary, parent_id, label, position, created_at, updated_at)
    SELECT '${tenant}', ${id(811, 'g')}, 'region', ${id(810, `g / ${CITIES}`)}, '市' || g, g, now(), now() FROM generate_series(0, ${BRANCHES * CITIES - 1}) g;`;

/** Names are drawn from lists as those of leads are; a name's two middle characters are rare, its kind of business common. */
const customerRows = (tenant: string, count: number, employees: number, id: IdOf): string => `
  INSERT INTO customers (tenant_id, id, name, name_key, near_key, unique_name_key, name_pinyin, initials, number, phone, level_id, region_id, tags, custom, is_private,
    pool_id, owner_id, home_pool_id, acquisition, owned_since, entered_pool_at, last_follow_up_at, follow_up_count, created_at, updated_at,
    reclaim_at, reclaim_rule_id, reclaim_rule_key)
  SELECT '${tenant}', ${id(710, 'g')}, s.city || s.core || s.trade || '有限公司', s.city || s.core || s.trade, s.core || s.trade, s.city || s.core || s.trade,
    'p' || lpad((g::bigint * 7919 % ${count})::text, 8, '0'), chr(97 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || chr(97 + g / 17576 % 26), 'KH' || g,
    '+861' || (30 + g % 60) || lpad(((g::bigint * 7919) % 100000000)::text, 8, '0'),
    ${id(820, 'g % 4')}, ${id(811, `g % ${BRANCHES * CITIES}`)}, CASE WHEN g % 47 = 0 THEN ARRAY['重点'] ELSE '{}'::text[] END,
    CASE WHEN g % 7 = 1 THEN jsonb_build_object('size', (ARRAY['s','m','l'])[1 + (g / 7) % 3], 'budget', (g % 5000)::text || '.00') ELSE '{}' END,
    g % 1000 = 1, CASE WHEN g % 10 = 0 THEN ${id(320, 'g / 10 % 3')} END, CASE WHEN g % 10 <> 0 THEN ${id(100, `(g * 31) % ${employees}`)} END, ${id(320, 'g / 10 % 3')},
    CASE WHEN g % 10 = 0 THEN 'created' ELSE 'claimed' END, CASE WHEN g % 10 <> 0 THEN t.at END, CASE WHEN g % 10 = 0 THEN t.at END,
    t.at + interval '2 days', 2, t.at, t.at,
    CASE WHEN g % 10 <> 0 THEN t.at + interval '800 days' END, CASE WHEN g % 10 <> 0 THEN ${id(330, 'g / 10 % 3')} END, CASE WHEN g % 10 <> 0 THEN 'idle' END
  FROM generate_series(0, ${count - 1}) g
  CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now() - interval '730 days' + make_interval(secs => 63072000.0 * g / ${count})) AS at) t
  CROSS JOIN LATERAL (SELECT (ARRAY['杭州','南京','上海','深圳','北京','成都','宁波'])[1 + g % 7] AS city, chr(19968 + g % 3000) || chr(19968 + (g / 3000 * 7 + g) % 2999) AS core,
    (ARRAY['科技','贸易','机械','电子','化工'])[1 + g % 5] AS trade) s;
  INSERT INTO record_field_values (tenant_id, record_id, field_id, text_value) SELECT tenant_id, id, ${id(410, 0)}, custom ->> 'size' FROM customers WHERE tenant_id = '${tenant}' AND custom ? 'size';
  INSERT INTO record_field_values (tenant_id, record_id, field_id, number_value) SELECT tenant_id, id, ${id(410, 1)}, (custom ->> 'budget')::double precision FROM customers WHERE tenant_id = '${tenant}' AND custom ? 'budget';`;

const below = (tenant: string, employees: number, id: IdOf): string => `
  INSERT INTO contacts (tenant_id, id, customer_id, name, name_pinyin, initials, phone, owner_id, pool_id, home_pool_id, is_private, created_at, updated_at)
    SELECT tenant_id, ${id(720, 'n')}, id, '联系人' || n, 'lianxiren' || n, 'lxr', '+8613' || lpad(n::text, 9, '0'), owner_id, pool_id, home_pool_id, is_private, created_at, updated_at
    FROM (SELECT c.*, row_number() OVER (ORDER BY id) AS n FROM customers c WHERE tenant_id = '${tenant}') c;
  INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
    SELECT tenant_id, ${id(730, 'n * 2 + k')}, id, 'call', '已联系', created_at + k * interval '1 day', created_at + k * interval '1 day', coalesce(owner_id, ${id(100, 0)})
    FROM (SELECT c.*, row_number() OVER (ORDER BY id) AS n FROM customers c WHERE tenant_id = '${tenant}') c CROSS JOIN generate_series(1, 2) k;
  INSERT INTO collaborators (tenant_id, object, record_id, employee_id, access, created_at)
    SELECT tenant_id, 'customer', id, ${id(100, `n * 7 % ${employees}`)}, 'read', created_at
    FROM (SELECT c.*, row_number() OVER (ORDER BY id) AS n FROM customers c WHERE tenant_id = '${tenant}') c WHERE n % 50 = 0;`;
