import sql from 'sql-template-tag';
import { PLAIN } from './plain-types.js';
import type { Enterprise } from '../support/enterprise.js';

/** What holds of a type of custom field; lead A has value `a`, B has `b`, C none. */
export interface TypeCase {
  type: string;
  settings?: object;
  a: unknown;
  b: unknown;
  /** How `a` is answered, where not as it was sent. */
  answered?: unknown;
  bad: [value: unknown, code: string][];
  where: [op: string, value: unknown, names: string][];
  /** The leads with values as a list sorted by an indexed field shows them; absent where it cannot be sorted by. */
  order?: 'AB' | 'BA';
  /** Whether it takes no index at all. */
  noIndex?: true;
  /** What a spreadsheet says for `a`, and how an export shows it where that differs. */
  cell: string;
  shown?: unknown;
  badCell?: [text: string, code: string];
}

const NOWHERE = '018f0000-0000-7000-8000-000000000000';

export interface People {
  one: { id: string; name: string };
  two: { id: string; name: string };
  head: { id: string; name: string };
  branch: { id: string; name: string };
  east: { id: string; name: string };
  shanghai: { id: string; name: string };
}

/** Two people, two departments and two regions of an enterprise with two salespeople. */
export async function peopleOf(acme: Enterprise): Promise<People> {
  const [one, two] = acme.salespeople;
  const { body: tree } = await acme.admin.get('/departments');
  const head = tree.items[0] as People['head'];
  const { body: branch } = await acme.admin.post('/departments', { parentId: head.id, name: '华东部' });
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const east = await region(acme, '东区', null);
  const shanghai = await region(acme, '沪', east.id);
  return { one: named(one!), two: named(two!), head: named(head), branch: named(branch), east, shanghai };
}

const region = (acme: Enterprise, name: string, parentId: string | null): Promise<{ id: string; name: string }> =>
  acme.as((ctx) =>
    ctx.db.one(sql`INSERT INTO dictionary_items (tenant_id, id, dictionary, parent_id, label, position, created_at, updated_at)
      VALUES (${ctx.tenantId}, uuidv7(), 'region', ${parentId}::uuid, ${name}, 99, ${ctx.now}, ${ctx.now}) RETURNING id, label AS name`),
  );

const references = ({ one, two, head, branch, east, shanghai }: People): TypeCase[] => [
  {
    type: 'person',
    a: one.id,
    answered: one,
    b: { ...two },
    bad: [
      ['李静', 'NOT_AN_ID'],
      [NOWHERE, 'NOT_FOUND'],
    ],
    where: [
      ['eq', one.id, 'A'],
      ['in', [one.id, two.id.toUpperCase()], 'AB'],
      ['ne', one.id, 'BC'],
    ],
    cell: one.name,
    badCell: ['无名', 'NOT_FOUND'],
  },
  {
    type: 'department',
    a: branch.id,
    answered: branch,
    b: head.id,
    bad: [
      [1, 'NOT_AN_ID'],
      [NOWHERE, 'NOT_FOUND'],
    ],
    where: [
      ['eq', branch.id, 'A'],
      ['isNull', undefined, 'C'],
    ],
    cell: `${head.name}/${branch.name}`,
    shown: branch.name,
    badCell: ['无部', 'NOT_FOUND'],
  },
  {
    type: 'region',
    a: shanghai.id,
    answered: shanghai,
    b: east.id,
    bad: [
      ['上海', 'NOT_AN_ID'],
      [one.id, 'NOT_FOUND'],
    ],
    where: [
      ['eq', east.id, 'B'],
      ['under', [east.id], 'AB'],
      ['ne', shanghai.id, 'BC'],
    ],
    cell: `${east.name}/${shanghai.name}`,
    badCell: ['火星', 'NOT_AN_ITEM'],
  },
];

/** Every type of custom field. */
export const typeCases = (people: People): TypeCase[] => [...PLAIN, ...references(people)];
