import fc from 'fast-check';
import { Client } from 'pg';
import type { Sql } from 'sql-template-tag';
import {
  FormulaReader,
  formulaSql,
  formulaValue,
  type CustomField,
  type FieldDescriptor,
} from '../../src/platform/records/index.js';
import { text } from '../../src/platform/i18n/locale.js';
import { workerDatabase } from '../support/database.js';

const label = text('字段', 'field');
const fields: FieldDescriptor[] = [
  { key: 'seenAt', label, type: 'timestamp', column: 'seen_at' },
  { key: 'visits', label, type: 'integer', column: 'visits' },
];
const custom = (
  [
    ['a', 'decimal'],
    ['b', 'money'],
    ['due', 'date'],
  ] as const
).map(([key, type]) => ({ key, type }) as unknown as CustomField);

const digits = fc.constantFrom('0', '1', '-1', '3', '-7', '0.000001', '999999999999999.999999', '-0.5', '12800.00', '0.13');
const day = fc.constantFrom('1900-01-01', '2026-02-28', '2028-02-29', '9998-12-31');
const empty = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 4 });
const rows = fc.array(
  fc.record({
    custom: fc.record({ a: empty(digits), b: empty(digits), due: empty(day) }),
    visits: fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }),
    seenAt: fc.option(fc.constantFrom('2026-03-08T15:59:59.999Z', '2026-03-08T16:00:00Z', '1999-12-31T23:59:59Z'), { nil: null }),
  }),
  { minLength: 1, maxLength: 15 },
);

const formulas = fc.letrec<{ number: string; day: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('a', 'b', 'custom.a', 'visits', '0', '2', '0.13', '1000000', '999999999999999.999999'),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number')).map(([l, op, r]) => `(${l} ${op} ${r})`),
    tie('number').map((of) => `-${of}`),
    tie('number').map((of) => `round(${of}, 2)`),
    fc.tuple(fc.constantFrom('abs', 'floor', 'ceil', 'round'), tie('number')).map(([name, of]) => `${name}(${of})`),
    fc.tuple(fc.constantFrom('min', 'max', 'ifEmpty'), tie('number'), tie('number')).map(([name, l, r]) => `${name}(${l}, ${r})`),
    fc.tuple(tie('day'), tie('day')).map(([to, from]) => `(${to} - ${from})`),
  ),
  day: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('due', 'today', 'seenAt'),
    fc.tuple(tie('day'), fc.constantFrom('+', '-'), tie('number')).map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc.tuple(fc.constantFrom('min', 'max', 'ifEmpty'), tie('day'), tie('day')).map(([name, l, r]) => `${name}(${l}, ${r})`),
  ),
}));

describe('formulas in SQL and in memory', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: (await workerDatabase()).appUrl });
    await client.connect();
  });
  afterAll(() => client.end());

  async function inSql(data: object[], value: Sql): Promise<(string | null)[]> {
    const numbered = JSON.stringify(data.map((row, id) => ({ id, ...row })));
    const { rows: found } = await client.query<{ value: string | null }>(
      `SELECT (${value.text})::text AS value FROM jsonb_to_recordset($${value.values.length + 1}::jsonb)
        AS j(id int, custom jsonb, visits int, "seenAt" timestamptz) CROSS JOIN LATERAL (SELECT j.custom, j.visits, j."seenAt" AS seen_at) r ORDER BY j.id`,
      [...value.values, numbered],
    );
    return found.map((row) => row.value);
  }

  it('DICT-03: come to the same value, to the last digit, whatever the formula and the record', async () => {
    const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu');
    const source = fc.oneof(formulas.number, formulas.day);
    const property = fc.asyncProperty(
      source,
      fc.integer({ min: 0, max: 6 }),
      rows,
      day,
      zone,
      async (formula, decimals, data, today, at) => {
        fc.pre(formula.length < 500);
        const field = { key: 'f', type: 'formula', formula, decimals } as unknown as CustomField;
        const tree = new FormulaReader({ fields }, [...custom, field]).read(field);
        const moment = { today, zone: at };
        const expected = data.map((row) => formulaValue(tree, row, moment));
        expect(await inSql(data, formulaSql(tree, moment))).toEqual(expected);
      },
    );
    await fc.assert(property, { numRuns: 600 });
  }, 120_000);

  it('DICT-03: are computed exactly where floats are not', async () => {
    const values: [formula: string, decimals: number, value: string | null][] = [
      ['0.1 + 0.2', 6, '0.300000'],
      ['1 / 3', 6, '0.333333'],
      ['2 / 3 * 3', 2, '2.00'],
      ['999999999999999.99 * 100000', 0, '99999999999999999000'],
      ['1 / 0', 2, null],
      ['2.5', 0, '3'],
      ['-2.5', 0, '-3'],
      ['1 + 2 * 3 - 4 / 2', 0, '5'],
      ['−(1 + 2)×3÷2', 1, '-4.5'],
    ];
    for (const [formula, decimals, value] of values) {
      const field = { key: 'f', type: 'formula', formula, decimals } as unknown as CustomField;
      const tree = new FormulaReader({ fields }, [field]).read(field);
      const moment = { today: '2026-01-01', zone: 'UTC' };
      expect([formula, formulaValue(tree, {}, moment), await inSql([{}], formulaSql(tree, moment))]).toEqual([
        formula,
        value,
        [value],
      ]);
    }
  });
});
