import type pg from 'pg';

/** Makes the SQL of an id from its kind and number. */
type IdOf = (kind: number, n: number | string) => string;

/** An enterprise with people, lead pools, regions and roles; its ids begin at `offset`. */
export interface Enterprise {
  tenant: string;
  offset: number;
  employees: number;
}

const CITIES = 5;
/** Items of the leads' flat list of regions become branches of so many cities each. */
const BRANCHES = 6;
const SEAS = 3;
const CONTACTS_EACH = 2;
const FOLLOW_UPS_EACH = 5;
export const LEVELS = ['A', 'B', 'C', 'D'];

/** Tables whose triggers rest meanwhile: what they would write is written here. */
export const CUSTOMER_TABLES = ['customers', 'contacts', 'follow_ups', 'follow_up_contacts', 'collaborators'];

/**
 * Customers of an enterprise: a tenth in three seas, the rest owned; each with two contacts and five follow-ups about the
 * key one, every fiftieth with a collaborator, every thousandth private, every seventh with custom values, four of five on the map.
 */
export async function customersOf(client: pg.Client, of: Enterprise, count: number, id: IdOf): Promise<void> {
  const own: IdOf = (kind, n) => id(kind, `${of.offset} + ${n}`);
  await client.query(surroundings(of, own));
  await client.query(customerRows(of, count, own));
  await client.query(contactRows(of, own));
  await client.query(followUpRows(of, own));
}

const surroundings = ({ tenant }: Enterprise, id: IdOf): string => `
  UPDATE roles SET grants = grants || CASE key
      WHEN 'salesManager' THEN '[{"object":"customer","actions":["read","create","update","claim","return","transfer","followUp","merge","export"],"scope":"subordinates"}]'
      ELSE '[{"object":"customer","actions":["read","create","update","claim","return","transfer","followUp"],"scope":"own"},{"object":"customer","actions":["read"],"scope":"subordinates"}]' END::jsonb
    WHERE tenant_id = '${tenant}' AND key IN ('salesManager', 'salesperson');
  INSERT INTO pools (tenant_id, id, object, name) SELECT '${tenant}', ${id(320, 'g')}, 'customer', '公海' || g FROM generate_series(0, ${SEAS - 1}) g;
  INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part) SELECT '${tenant}', ${id(320, 'g')}, ${id(500, 0)}, 'department', 'member' FROM generate_series(0, ${SEAS - 1}) g;
  INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at)
    SELECT tenant_id, ${id(330, 'g')}, ${id(320, 'g')}, number, status, rules, effective_from, applied_at
    FROM pool_rules CROSS JOIN generate_series(0, ${SEAS - 1}) g WHERE tenant_id = '${tenant}' AND pool_id = ${id(300, 0)};
  INSERT INTO custom_fields (tenant_id, id, object, key, label, type, choices, indexed, position) VALUES
    ('${tenant}', ${id(410, 0)}, 'customer', 'size', '规模', 'choice', '[{"code":"s","label":"小"},{"code":"m","label":"中"},{"code":"l","label":"大"}]', true, 1),
    ('${tenant}', ${id(410, 1)}, 'customer', 'budget', '预算', 'decimal', '[]', true, 2);
  INSERT INTO dictionary_items (tenant_id, id, dictionary, label, position, created_at, updated_at)
    SELECT '${tenant}', ${id(820, 'g - 1')}, 'customerLevel', label, g - 1, now(), now() FROM unnest('{${LEVELS.join()}}'::text[]) WITH ORDINALITY AS l(label, g);
  INSERT INTO dictionary_items (tenant_id, id, dictionary, parent_id, label, position, created_at, updated_at)
    SELECT '${tenant}', ${id(811, 'g')}, 'region', ${id(810, `g / ${CITIES}`)}, '市' || g, g, now(), now() FROM generate_series(0, ${BRANCHES * CITIES - 1}) g;`;

/** Numbers of the generator in products are wide ones: five million times a prime is no integer any more. */
const customerRows = ({ tenant, employees }: Enterprise, count: number, id: IdOf): string => `
  INSERT INTO customers (tenant_id, id, name, name_key, near_key, unique_name_key, name_pinyin, initials, number, phone, level_id, region_id, tags, custom, is_private,
    longitude, latitude, pool_id, owner_id, home_pool_id, acquisition, owned_since, entered_pool_at, last_follow_up_at, follow_up_count, created_at, updated_at,
    reclaim_at, reclaim_rule_id, reclaim_rule_key)
  SELECT '${tenant}', ${id(710, 'g')}, s.city || s.core || s.trade || '有限公司', s.city || s.core || s.trade, s.core || s.trade, s.city || s.core || s.trade,
    'p' || lpad((g * 7919 % ${count})::text, 8, '0'), chr((97 + g % 26)::integer) || chr((97 + g / 26 % 26)::integer) || chr((97 + g / 676 % 26)::integer) || chr((97 + g / 17576 % 26)::integer), 'KH' || g,
    '+861' || (30 + g % 60) || lpad((g * 7919 % 100000000)::text, 8, '0'),
    ${id(820, 'g % 4')}, ${id(811, `g % ${BRANCHES * CITIES}`)}, CASE WHEN g % 47 = 0 THEN ARRAY['重点'] ELSE '{}'::text[] END,
    CASE WHEN g % 7 = 1 THEN jsonb_build_object('size', (ARRAY['s','m','l'])[1 + (g / 7) % 3], 'budget', (g % 5000)::text || '.00') ELSE '{}' END,
    g % 1000 = 1, p.longitude, p.latitude,
    CASE WHEN g % 10 = 0 THEN ${id(320, `g / 10 % ${SEAS}`)} END, CASE WHEN g % 10 <> 0 THEN ${id(100, `(g * 31) % ${employees}`)} END, ${id(320, `g / 10 % ${SEAS}`)},
    CASE WHEN g % 10 = 0 THEN 'created' ELSE 'claimed' END, CASE WHEN g % 10 <> 0 THEN t.at END, CASE WHEN g % 10 = 0 THEN t.at END,
    ${followedAt('t.at', FOLLOW_UPS_EACH)}, ${FOLLOW_UPS_EACH}, t.at, t.at,
    CASE WHEN g % 10 <> 0 THEN t.at + interval '800 days' END, CASE WHEN g % 10 <> 0 THEN ${id(330, `g / 10 % ${SEAS}`)} END, CASE WHEN g % 10 <> 0 THEN 'idle' END
  FROM generate_series(0::bigint, ${count - 1}) g
  CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now() - interval '730 days' + make_interval(secs => 63072000.0 * g / ${count})) AS at) t
  ${PLACES}
  ${NAMES};
  INSERT INTO record_field_values (tenant_id, record_id, field_id, text_value) SELECT tenant_id, id, ${id(410, 0)}, custom ->> 'size' FROM customers WHERE tenant_id = '${tenant}' AND custom ? 'size';
  INSERT INTO record_field_values (tenant_id, record_id, field_id, number_value) SELECT tenant_id, id, ${id(410, 1)}, (custom ->> 'budget')::double precision FROM customers WHERE tenant_id = '${tenant}' AND custom ? 'budget';
  INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, to_owner_id, to_pool_id)
    SELECT tenant_id, 'customer', id, acquisition, created_at, owner_id, owner_id, pool_id FROM customers WHERE tenant_id = '${tenant}';
  INSERT INTO collaborators (tenant_id, object, record_id, employee_id, access, created_at)
    SELECT tenant_id, 'customer', id, ${id(100, `(g + 1) * 7 % ${employees}`)}, 'read', created_at FROM ${numbered(tenant)} WHERE g % 50 = 49;`;

/** Drawn from lists as those of leads are; a name's two middle characters are rare, its kind of business common. */
const NAMES = `CROSS JOIN LATERAL (SELECT (ARRAY['杭州','南京','上海','深圳','北京','成都','宁波'])[1 + g % 7] AS city,
    chr((19968 + g % 3000)::integer) || chr((19968 + (g / 3000 * 7 + g) % 2999)::integer) AS core, (ARRAY['科技','贸易','机械','电子','化工'])[1 + g % 5] AS trade) s`;

/** Around the same seven cities, within a quarter of a degree. */
const PLACES = `CROSS JOIN LATERAL (SELECT
    CASE WHEN g % 5 <> 4 THEN (ARRAY[120.15, 118.78, 121.47, 114.06, 116.40, 104.07, 121.55])[1 + g % 7] + (g * 7919 % 20011) / 40022.0 - 0.25 END AS longitude,
    CASE WHEN g % 5 <> 4 THEN (ARRAY[30.28, 32.06, 31.23, 22.55, 39.91, 30.67, 29.87])[1 + g % 7] + (g * 104729 % 19997) / 39994.0 - 0.25 END AS latitude) p`;

/** The customers with their numbers in the order of ids, from 0. */
const numbered = (tenant: string): string =>
  `(SELECT c.*, row_number() OVER (ORDER BY id) - 1 AS g FROM customers c WHERE tenant_id = '${tenant}') c`;

/** When the nth follow-up was written: evenly between the creation and today. */
const followedAt = (createdAt: string, nth: number | string): string =>
  `${createdAt} + (now() - ${createdAt}) * (${nth} / ${FOLLOW_UPS_EACH + 1}.0)`;

const contactRows = ({ tenant }: Enterprise, id: IdOf): string => `
  INSERT INTO contacts (tenant_id, id, customer_id, name, name_pinyin, initials, phone, is_key, owner_id, pool_id, home_pool_id, is_private, created_at, updated_at)
    SELECT tenant_id, ${id(720, 'n')}, id, '联系人' || n, 'lianxiren' || n, 'lxr', '+8613' || lpad(n::text, 9, '0'), n % ${CONTACTS_EACH} = 0, owner_id, pool_id, home_pool_id, is_private, created_at, updated_at
    FROM ${numbered(tenant)} CROSS JOIN generate_series(0, ${CONTACTS_EACH - 1}) k CROSS JOIN LATERAL (SELECT g * ${CONTACTS_EACH} + k AS n) m ORDER BY n;`;

/** In the order of their times, as they would have been written: those of one customer lie far apart. */
const followUpRows = ({ tenant }: Enterprise, id: IdOf): string => `
  INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
    SELECT tenant_id, ${id(730, 'n')}, id, 'call', '电话沟通,对方下周答复', at, at, coalesce(owner_id, ${id(100, 0)})
    FROM (SELECT c.tenant_id, c.id, c.owner_id, t.at, row_number() OVER (ORDER BY t.at, c.id) AS n
      FROM customers c CROSS JOIN generate_series(1, ${FOLLOW_UPS_EACH}) k CROSS JOIN LATERAL (SELECT ${followedAt('c.created_at', 'k')} AS at) t
      WHERE c.tenant_id = '${tenant}') f ORDER BY n;
  INSERT INTO follow_up_contacts (tenant_id, follow_up_id, contact_id, at)
    SELECT f.tenant_id, f.id, t.id, f.at FROM follow_ups f JOIN contacts t ON t.tenant_id = f.tenant_id AND t.customer_id = f.customer_id AND t.is_key
    WHERE f.tenant_id = '${tenant}' ORDER BY f.id;`;
