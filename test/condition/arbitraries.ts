import fc from 'fast-check';
import { type FieldType, operatorsOf, periodCodes } from '../../src/platform/condition/index.js';
import { DictionaryForest, type DictionaryItem } from '../../src/platform/records/index.js';

/** The columns of the random rows: one of each type. */
export const columns = {
  name: { type: 'text', sql: 'text' },
  phone: { type: 'phone', sql: 'text' },
  email: { type: 'email', sql: 'text' },
  visits: { type: 'integer', sql: 'integer' },
  rate: { type: 'decimal', sql: 'numeric' },
  amount: { type: 'money', sql: 'numeric(18,2)' },
  signed_on: { type: 'date', sql: 'date' },
  opens_at: { type: 'time', sql: 'time' },
  seen_at: { type: 'timestamp', sql: 'timestamptz' },
  active: { type: 'boolean', sql: 'boolean' },
  level: { type: 'choice', sql: 'text' },
  tags: { type: 'choices', sql: 'text[]' },
  owner: { type: 'reference', sql: 'uuid' },
  region: { type: 'dictionary', sql: 'uuid' },
  paper: { type: 'file', sql: 'text' },
} as const satisfies Record<string, { type: FieldType; sql: string }>;

export const choices = ['A', 'B', 'C', '重点'] as const;
export const people = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'] as const;

/** A tree of three levels, a second one of a single item, and one that is in neither. */
export const places = Array.from({ length: 6 }, (_, n) => `018f0000-0000-7000-8000-0000000000c${n}`);
const [east, shanghai, pudong, , , nowhere] = places as [string, string, string, string, string, string];
const place = (id: string, parentId: string | null): DictionaryItem => ({
  id,
  dictionary: 'region',
  parentId,
  code: null,
  label: id,
  position: 0,
  status: 'active',
  mergedIntoId: null,
  version: 1,
});
/** What `under` is resolved against. */
export const dictionaries = new DictionaryForest(
  places.filter((id) => id !== nowhere).map((id, n) => place(id, n === 0 || n === 4 ? null : n === 2 ? shanghai : east)),
);

const zones = ['Asia/Shanghai', 'UTC', 'America/New_York', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
/** Around two turns of the year, clock changes (one that skips midnight), and a leap day. */
const days = ['2017-12-31', '2018-11-03', '2018-11-04', '2018-11-05', '2026-03-07', '2026-03-08', '2026-11-01', '2028-02-29'];

export const moment = fc.record({
  now: fc
    .tuple(fc.constantFrom(...days), fc.constantFrom('T00:00:00Z', 'T02:59:59.999Z', 'T15:59:59Z', 'T16:00:00Z'))
    .map(([day, time]) => new Date(day + time)),
  zone: fc.constantFrom(...zones),
  actorId: fc.option(fc.constantFrom(...people), { nil: undefined }),
});

const words = [
  '',
  '华夏',
  '华夏科技有限公司',
  '北京%华_夏',
  'Straße',
  'ΣΊΣΥΦΟΣ',
  'σίσυφος',
  'İstanbul',
  'istanbul',
  'a\\b',
  'A',
  'a',
  '😀夏',
];
const text = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...words.join('')),
  fc.constantFrom('\\', '\\b', 'a\\', '%', '_夏'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const digits = fc.constantFrom('0', '1', '-1', '1.5', '1.50', '0.1', '-0.30', '12800.00', '12800.001', '99999999999999.99');
const day = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: -40, max: 40 }))
  .map(([base, shift]) => new Date(Date.parse(base) + shift * 86_400_000).toISOString().slice(0, 10));
const clock = fc.constantFrom('T00:00:00', 'T01:00:00', 'T02:59:59.999', 'T03:00:00.000', 'T15:59:59.999999', 'T16:00:00.000001');
/** Instants that are equal in other words, or differ by a microsecond. */
const closeInstants = fc.constantFrom(
  '2026-11-01T16:00:00Z',
  '2026-11-02T00:00:00+08:00',
  '2026-11-01T16:00:00.000001Z',
  '2026-11-01T16:00:00.000002Z',
);
const instant = fc.oneof(
  fc.tuple(day, clock, fc.constantFrom('Z', '+08:00', '-03:00', '+05:45')).map((parts) => parts.join('')),
  closeInstants,
);

const values: Record<FieldType, fc.Arbitrary<unknown>> = {
  text,
  phone: fc.constantFrom('+8613800138000', '+8613900139000'),
  email: fc.constantFrom('li@example.cn', 'LI@example.cn'),
  integer: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(2_147_483_647, 2_147_483_648, -9_007_199_254_740_991)),
  decimal: digits,
  money: digits,
  date: day,
  time: fc.constantFrom('00:00', '08:30', '08:31', '12:00', '23:59'),
  timestamp: instant,
  boolean: fc.boolean(),
  choice: fc.constantFrom(...choices),
  choices: fc.constantFrom(...choices),
  reference: fc.constantFrom(...people, people[0].toUpperCase()),
  dictionary: fc.constantFrom(...places, pudong.toUpperCase()),
  file: fc.constantFrom('a.pdf'),
};

/** What a column would round or refuse is no row, though it may be an operand. */
const stored: Record<FieldType, fc.Arbitrary<unknown>> = {
  ...values,
  money: digits.filter((value) => !/\.\d{3}/.test(value)),
  integer: fc.constantFrom(-3, -1, 0, 1, 3, 2_147_483_647),
  choices: fc.subarray([...choices]),
};

export const rows = fc.array(
  fc.record(
    Object.fromEntries(Object.entries(columns).map(([key, { type }]) => [key, fc.option(stored[type], { nil: null, freq: 3 })])),
  ),
  { minLength: 1, maxLength: 25 },
);

const duration = (units: string[]) =>
  fc.tuple(fc.constantFrom(...units), fc.integer({ min: 0, max: 45 })).map(([unit, n]) => ({ [unit]: n }));
const calendarUnits = ['days', 'weeks', 'months', 'workdays'];

function operand(type: FieldType, op: string): fc.Arbitrary<unknown> {
  const value = type === 'reference' ? fc.oneof(values[type], fc.constant('$me')) : values[type];
  const bound = type === 'timestamp' ? fc.oneof(day, instant) : value;
  switch (op) {
    case 'isNull':
    case 'isNotNull':
      return fc.constant(undefined);
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return text.filter((word) => word !== '');
    case 'in':
    case 'notIn':
    case 'hasAny':
    case 'hasAll':
    case 'hasNone':
    case 'under':
      return fc.array(value, { minLength: 1, maxLength: 3 });
    case 'between':
      return fc.tuple(bound, bound);
    case 'on':
      return day;
    case 'period':
      return fc.constantFrom(...periodCodes);
    case 'olderThan':
    case 'within':
    case 'withinNext':
      return duration(type === 'date' ? calendarUnits : [...calendarUnits, 'minutes', 'hours']);
    case 'eq':
    case 'ne':
      return value;
    default:
      return bound;
  }
}

const leaf = fc
  .constantFrom(...Object.entries(columns).flatMap(([field, { type }]) => operatorsOf(type).map((op) => ({ field, type, op }))))
  .chain(({ field, type, op }) => operand(type, op).map((value) => ({ field, op, ...(value !== undefined && { value }) })));

/** Conditions as they come from outside: not parsed yet. */
export const condition = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { arbitrary: leaf, weight: 4 },
    { arbitrary: fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }), weight: 1 },
    { arbitrary: fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }), weight: 1 },
    { arbitrary: fc.record({ not: tie('node') }), weight: 1 },
  ),
})).node;
