import { readFileSync } from 'node:fs';
import { migrate } from '../../../src/platform/database/migrator.js';
import { dumpSchema } from '../../../src/platform/database/schema-dump.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { query } from '../../support/test-server.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});

describe('the schema', () => {
  it('is the one that migrations/schema.sql shows to readers (npm run schema:dump)', async () => {
    expect(await dumpSchema(database.ownerUrl)).toBe(readFileSync('migrations/schema.sql', 'utf8'));
  });

  it('is the same after every migration was taken back and applied again', async () => {
    const before = await dumpSchema(database.ownerUrl);
    await migrate(database.ownerUrl, { direction: 'down', to: '0000' });
    const left = await query(
      database.ownerUrl,
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')",
    );
    expect(left).toEqual([{ relname: 'schema_migrations' }]);
    await migrate(database.ownerUrl);
    expect(await dumpSchema(database.ownerUrl)).toBe(before);
  });
});

describe('the dump', () => {
  it.each([
    ['a column', 'ALTER TABLE ships ADD COLUMN flag text'],
    ['a default', "ALTER TABLE ships ALTER COLUMN name SET DEFAULT 'Argo'"],
    ['a check', 'ALTER TABLE ships ADD CONSTRAINT named CHECK (name > $$$$)'],
    ['an index', 'CREATE INDEX ships_by_name ON ships (name) WHERE name IS NOT NULL'],
    ['row-level security', 'ALTER TABLE ships FORCE ROW LEVEL SECURITY'],
    ['a policy', 'CREATE POLICY mine ON ships USING (id = 1)'],
    ['a grant', 'GRANT SELECT ON ships TO highseas_app'],
    ['a grant on one column', 'GRANT UPDATE (name) ON ships TO highseas_app'],
    ['a trigger', 'CREATE TRIGGER t BEFORE UPDATE ON ships FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()'],
    ["a function's owner", 'ALTER FUNCTION sail() OWNER TO highseas_definer'],
    ["a function's body", "CREATE OR REPLACE FUNCTION sail() RETURNS int LANGUAGE sql AS 'SELECT 2'"],
    ['a view', 'CREATE OR REPLACE VIEW fleet AS SELECT id, name FROM ships WHERE id > 1'],
    ['a type', "ALTER TYPE rank ADD VALUE 'mate'"],
    ['a comment', "COMMENT ON COLUMN ships.name IS 'As painted on the bow'"],
  ])('shows %s', async (_what, change) => {
    const { ownerUrl } = database;
    await query(ownerUrl, 'GRANT CREATE ON SCHEMA public TO highseas_definer');
    await query(ownerUrl, 'CREATE TABLE ships (id int PRIMARY KEY, name text)');
    await query(ownerUrl, 'CREATE VIEW fleet AS SELECT id, name FROM ships');
    await query(ownerUrl, "CREATE FUNCTION sail() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    await query(ownerUrl, "CREATE TYPE rank AS ENUM ('captain')");
    const before = await dumpSchema(ownerUrl);
    expect(await dumpSchema(ownerUrl)).toBe(before);
    await query(ownerUrl, change);
    expect(await dumpSchema(ownerUrl)).not.toBe(before);
  });

  it('leaves partitions out, whose number depends on the month', async () => {
    const { ownerUrl } = database;
    await query(ownerUrl, 'CREATE TABLE waves (at date) PARTITION BY RANGE (at)');
    const before = await dumpSchema(ownerUrl);
    await query(ownerUrl, "CREATE TABLE waves_1 PARTITION OF waves FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')");
    expect(await dumpSchema(ownerUrl)).toBe(before);
  });
});
