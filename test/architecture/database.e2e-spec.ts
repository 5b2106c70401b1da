import { freshDatabase } from '../support/database.js';
import { query } from '../support/test-server.js';

/** Tables of no enterprise: people's accounts, their sessions (which may have chosen one), what guards signing in, what the migrator keeps, and what resets do. */
const WITHOUT_TENANT = [
  'accounts',
  'enterprises',
  'one_time_codes',
  'reset_kinds',
  'reset_steps',
  'schema_migrations',
  'session_tokens',
  'sessions',
  'throttles',
];

/** Places on earth, and the searchable copy of custom numbers: comparing doubles is leakproof, comparing numerics is not. */
const INEXACT = /(latitude|longitude|accuracy)|^record_field_values\.number_value$/;

const TENANT_TABLES = `
  SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> ALL ('{${WITHOUT_TENANT.join(',')}}')
    AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)`;

let ownerUrl: string;
beforeAll(async () => {
  ({ ownerUrl } = await freshDatabase());
});

/** The names that a query answers, in order; empty is what each sweep wants. */
const names = async (sql: string): Promise<string[]> =>
  (await query<{ name: string }>(ownerUrl, `SELECT name FROM (${sql}) found (name) ORDER BY 1`)).map(({ name }) => name);

describe('every table of enterprises', () => {
  it('is known by its tenant_id; the others are few and known by name', async () => {
    const others = await names(`
      SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND oid NOT IN (SELECT oid FROM (${TENANT_TABLES}) t)`);
    expect(others.filter((name) => !WITHOUT_TENANT.includes(name))).toEqual([]);
  });

  it('is under forced row-level security with the policy of its enterprise', async () => {
    expect(
      await names(`SELECT relname::text FROM (${TENANT_TABLES}) t WHERE NOT relrowsecurity OR NOT relforcerowsecurity OR NOT EXISTS
        (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polroles = '{0}'
          AND pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = current_tenant())')`),
    ).toEqual([]);
  });

  it('has a history that names every column it has now', async () => {
    const sources = (): Promise<object[]> =>
      query(ownerUrl, `SELECT proname AS name, prosrc FROM pg_proc WHERE proname LIKE 'track\\_changes\\_of\\_%' ORDER BY 1`);
    const before = await sources();
    expect(before.length).toBeGreaterThan(10);
    await query(
      ownerUrl,
      `DO $$ DECLARE t regclass; BEGIN
        FOR t IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'track_update' LOOP CALL track_columns(t); END LOOP; END $$`,
    );
    expect(await sources()).toEqual(before);
  });

  it('has a primary key that begins with tenant_id', async () => {
    expect(
      await names(`SELECT relname::text FROM (${TENANT_TABLES}) t WHERE NOT EXISTS
        (SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
         WHERE k.conrelid = t.oid AND k.contype = 'p' AND a.attname = 'tenant_id')`),
    ).toEqual([]);
  });

  it('refers to other such tables within its own enterprise only', async () => {
    expect(
      await names(`SELECT k.conname::text FROM pg_constraint k
        JOIN (${TENANT_TABLES}) t ON t.oid = k.conrelid JOIN (${TENANT_TABLES}) r ON r.oid = k.confrelid
        WHERE k.contype = 'f' AND NOT EXISTS (
          SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.here AND a.attname = 'tenant_id'
          JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.there AND b.attname = 'tenant_id')`),
    ).toEqual([]);
  });
});

describe('every column', () => {
  const COLUMNS = `
    SELECT c.relname || '.' || a.attname AS name, a.attname, a.attnotnull, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`;

  it('keeps instants with their zone, amounts exactly, and never a third truth', async () => {
    expect(await names(`SELECT name FROM (${COLUMNS}) c WHERE type ~ '^timestamp.* without time zone'`)).toEqual([]);
    const inexact = await names(`SELECT name FROM (${COLUMNS}) c WHERE type IN ('real', 'double precision', 'money')`);
    expect(inexact.filter((name) => !INEXACT.test(name))).toEqual([]);
    expect(await names(`SELECT name FROM (${COLUMNS}) c WHERE type = 'boolean' AND NOT attnotnull`)).toEqual([]);
  });

  it('is text with a check instead of an enum, whose comparison is not leakproof', async () => {
    expect(
      await names("SELECT typname::text FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace"),
    ).toEqual([]);
  });
});

describe("every function that runs with its owner's rights", () => {
  const DEFINERS = `
    SELECT p.oid, p.oid::regprocedure::text AS name, p.proconfig, p.proacl FROM pg_proc p
    WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace`;

  it('pins its search_path', async () => {
    expect(
      await names(
        `SELECT name FROM (${DEFINERS}) f WHERE NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=%'`,
      ),
    ).toEqual([]);
  });

  it('may be called by the application, but not by just anybody', async () => {
    expect(
      await names(
        `SELECT name FROM (${DEFINERS}) f WHERE proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) g WHERE g.grantee = 0)`,
      ),
    ).toEqual([]);
  });
});

describe('the application role', () => {
  it('owns nothing and bypasses nothing', async () => {
    expect(
      await query(
        ownerUrl,
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'highseas_app'",
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
    expect(await names("SELECT relname::text FROM pg_class WHERE relowner = 'highseas_app'::regrole")).toEqual([]);
  });

  it('can neither empty a table nor change its own history', async () => {
    const may = (privilege: string): Promise<string[]> =>
      names(`SELECT relname::text FROM (${TENANT_TABLES}) t WHERE has_table_privilege('highseas_app', t.oid, '${privilege}')`);
    expect(await may('TRUNCATE')).toEqual([]);
    expect(await may('TRIGGER')).toEqual([]);
    const changeable = [...(await may('UPDATE')), ...(await may('DELETE'))];
    expect(changeable).not.toEqual(expect.arrayContaining(['record_changes']));
    expect(changeable).not.toEqual(expect.arrayContaining(['audit_log']));
  });
});
