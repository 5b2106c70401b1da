import fc from 'fast-check';
import { Client } from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { WorkingCalendar } from '../../src/platform/calendar/index.js';
import {
  type ConditionField,
  conditionPredicate,
  conditionSql,
  type FieldCatalogue,
  parseCondition,
} from '../../src/platform/condition/index.js';
import { foldCase } from '../../src/platform/condition/text.js';
import { workerDatabase } from '../support/database.js';
import { choices, columns, condition, dictionaries, moment, rows } from './arbitraries.js';

/** Half of the times are read as Date, as far as that loses nothing: both forms occur in the application. */
function readTime(value: unknown): unknown {
  return typeof value === 'string' && !/\.\d{6}/.test(value) && value.endsWith('Z') ? new Date(value) : value;
}

const fields = new Map(
  Object.entries(columns).map(([key, { type }]): [string, ConditionField] => [
    key,
    {
      key,
      type,
      expression: raw(`r.${key}`),
      ...((type === 'choice' || type === 'choices') && { choices }),
      read: (row) => (type === 'timestamp' ? readTime(row[key]) : row[key]),
      ...(type === 'choices' && {
        narrow: (op: string) => (op === 'hasAny' || op === 'hasAll' ? sql`cardinality(r.tags) > 0` : undefined),
      }),
    },
  ]),
);
const catalogue: FieldCatalogue = { field: (key) => fields.get(key) };
const calendar = new WorkingCalendar();
const recordset = Object.entries(columns)
  .map(([key, column]) => `${key} ${column.sql}`)
  .join(', ');

describe('conditions in SQL and in memory', () => {
  let client: Client;

  beforeAll(async () => {
    client = new Client({ connectionString: (await workerDatabase()).appUrl });
    await client.connect();
    await client.query(`SET TIME ZONE 'Pacific/Chatham'`);
  });

  afterAll(() => client.end());

  async function chosen(data: object[], where: Sql): Promise<number[]> {
    const numbered = JSON.stringify(data.map((row, id) => ({ id, ...row })));
    const statement = sql`SELECT id FROM jsonb_to_recordset(${numbered}::jsonb) AS r(id int, ${raw(recordset)})
      WHERE ${where} ORDER BY id`;
    return (await client.query<{ id: number }>(statement.text, statement.values)).rows.map((row) => row.id);
  }

  function matching(data: Record<string, unknown>[], test: (row: Record<string, unknown>) => boolean): number[] {
    return data.flatMap((row, id) => (test(row) ? [id] : []));
  }

  it('choose the same rows, whatever the condition, the rows, the moment and the zone', async () => {
    const property = fc.asyncProperty(condition, rows, moment, async (input, data, when) => {
      const at = { ...when, calendar, dictionaries };
      const parsed = parseCondition(JSON.parse(JSON.stringify(input)), catalogue);
      expect(await chosen(data, conditionSql(parsed, catalogue, at))).toEqual(
        matching(data, conditionPredicate(parsed, catalogue, at)),
      );
    });
    await fc.assert(property, { numRuns: 1500 });
  }, 120_000);

  it('choose each row either by a condition or by its negation', async () => {
    const property = fc.asyncProperty(condition, rows, moment, async (input, data, when) => {
      const at = { ...when, calendar, dictionaries };
      const parsed = parseCondition(input, catalogue);
      const chosenBy = await chosen(data, conditionSql(parsed, catalogue, at));
      const refused = await chosen(data, conditionSql({ not: parsed }, catalogue, at));
      expect([...chosenBy, ...refused].sort((a, b) => a - b)).toEqual(data.map((_, id) => id));
    });
    await fc.assert(property, { numRuns: 200 });
  }, 60_000);

  it('fold each letter of Unicode alike', async () => {
    const { rows: folded } = await client.query<{ upper: string; lower: string }>(
      `SELECT chr(i) AS upper, lower(chr(i) COLLATE "pg_c_utf8") AS lower
         FROM generate_series(1, x'1FFFF'::int) i
        WHERE i NOT BETWEEN x'D800'::int AND x'DFFF'::int AND lower(chr(i) COLLATE "pg_c_utf8") <> chr(i)`,
    );
    expect(folded.length).toBeGreaterThan(1400);
    expect(folded.filter(({ upper, lower }) => foldCase(upper) !== lower)).toEqual([]);
  });
});
