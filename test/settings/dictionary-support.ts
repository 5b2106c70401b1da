import { Client as Database } from 'pg';
import { leadDescriptor } from '../../src/modules/leads/leads.descriptor.js';
import { text } from '../../src/platform/i18n/locale.js';
import { objects, type ObjectDescriptor } from '../../src/platform/records/index.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { sql, type World } from '../support/world.js';

export interface Item {
  id: string;
  label: string;
  path: string[];
  code: string | null;
  depth: number;
  position: number;
  parentId: string | null;
  version: number;
}

export async function itemsOf(person: Person, dictionary: string, query = '?limit=1000'): Promise<Item[]> {
  const answer = await person.get(`/dictionaries/${dictionary}/items${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items;
}

export const labels = (items: Item[]): string[] => items.map(({ label }) => label);

/** Adds items from lines and answers all of the dictionary by their paths. */
export async function plant(person: Person, dictionary: string, lines: string[]): Promise<Map<string, Item>> {
  const answer = await person.post(`/dictionaries/${dictionary}/imports`, { lines });
  expect(answer.status).toBe(200);
  return new Map((await itemsOf(person, dictionary)).map((item) => [item.path.join('/'), item]));
}

const THING: ObjectDescriptor = {
  ...leadDescriptor,
  object: 'thing',
  table: 'things',
  label: text('物品', 'Thing'),
  customizable: false,
  fields: [
    {
      key: 'regionId',
      label: text('产地', 'Origin'),
      type: 'dictionary',
      dictionary: 'region',
      column: 'region_id',
      reference: { key: 'regionLabel', table: 'dictionary_items', column: 'label' },
    },
    { key: 'number', label: text('编号', 'Number'), type: 'text', column: 'number' },
    { key: 'unitId', label: text('单位', 'Unit'), type: 'dictionary', dictionary: 'unit', column: 'unit_id' },
  ],
};

/** Gives the tests of a file a kind of record with dictionary fields, as any module's. */
export function useThings(world: World): {
  add(acme: Enterprise, columns: { regionId?: string; unitId?: string }, count?: number): Promise<void>;
  regions(acme: Enterprise): Promise<(string | null)[]>;
} {
  const run = async (statement: string): Promise<void> => {
    const owner = new Database({ connectionString: world.config.database.ownerUrl });
    await owner.connect();
    await owner.query(statement);
    await owner.end();
  };
  let withdraw = (): void => {};
  beforeAll(async () => {
    await run(`
      CREATE TABLE things (
        tenant_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), region_id uuid, unit_id uuid, number text, version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, region_id) REFERENCES dictionary_items (tenant_id, id),
        FOREIGN KEY (tenant_id, unit_id) REFERENCES dictionary_items (tenant_id, id));
      CREATE INDEX ON things (tenant_id, region_id);
      CREATE UNIQUE INDEX things_number_once ON things (tenant_id, number);
      CALL protect_tenant_table('things');
      CALL track_table('things', 'thing')`);
    withdraw = objects.add(THING.object, THING);
  });
  afterAll(async () => {
    withdraw();
    await run('DROP TABLE things');
  });
  return {
    add: (acme, { regionId = null, unitId = null }: { regionId?: string | null; unitId?: string | null }, count = 1) =>
      acme.as(async (ctx) => {
        await ctx.db.run(sql`INSERT INTO things (tenant_id, region_id, unit_id)
          SELECT ${ctx.tenantId}::uuid, ${regionId}::uuid, ${unitId}::uuid FROM generate_series(1, ${count}::integer)`);
      }),
    regions: (acme) =>
      acme.as(async (ctx) =>
        (await ctx.db.query<{ id: string | null }>(sql`SELECT DISTINCT region_id AS id FROM things ORDER BY 1`)).map(
          ({ id }) => id,
        ),
      ),
  };
}
