import sql from 'sql-template-tag';
import { openTo } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { idOf } from '../../../platform/database/ids.js';
import { companyKey, normalisePhone } from '../../../platform/text/index.js';
import { fail, type PlacedImport, type PlacedValues, type PlacedVerdict } from '../../pools/index.js';
import type { NewCustomer } from '../customer/customer.writes.js';
import { customerPolicy } from '../customers.policy.js';
import { CREATED_AT, CREATED_BY, PARENT } from './customer-import.columns.js';
import {
  createdInFuture,
  creatorAmbiguous,
  creatorUnknown,
  numberTaken,
  parentAmbiguous,
  parentUnknown,
  placeInvalid,
} from './customer-import.issues.js';
import { OTHER_PHONES, otherPhonesOf } from './other-phones.js';

/** Fields of a row as a customer has them. */
export type CustomerValues = PlacedValues &
  Omit<Partial<NewCustomer>, 'id' | 'name' | 'poolId' | 'ownerId' | 'homePoolId' | 'importId'>;

export type CustomerVerdict = PlacedVerdict<CustomerValues>;

export const CUSTOMERS: PlacedImport<CustomerValues> = {
  object: 'customer',
  sources: 'customerSource',
  fresh: { state: 'active' },
  extra: [PARENT, CREATED_BY, CREATED_AT],
  refine,
  conclude,
};

const textOf = ({ row }: CustomerVerdict, key: string): string | undefined => row.values[key] as string | undefined;
const keyOf = (name: string): string => companyKey(name) ?? name;

async function refine(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
  for (const verdict of verdicts) {
    readPhones(verdict);
    readPosition(verdict);
    readTime(ctx, verdict);
  }
  await setCreators(ctx, verdicts);
}

/** Writes a value to the row and to the customer that it becomes. */
function put(verdict: CustomerVerdict, values: Partial<CustomerValues>): void {
  Object.assign(verdict.values, values);
  if (verdict.record) Object.assign(verdict.record, values);
}

function readPhones(verdict: CustomerVerdict): void {
  if (verdict.values.otherPhones === undefined) return;
  const read = otherPhonesOf(verdict.row.values[OTHER_PHONES.key]);
  if ('issue' in read) fail(verdict, read.issue);
  else put(verdict, { otherPhones: read.phones });
}

function readPosition(verdict: CustomerVerdict): void {
  const { longitude, latitude } = verdict.row.values;
  if (longitude === undefined && latitude === undefined) return;
  const [east, north] = [Number(longitude ?? NaN), Number(latitude ?? NaN)];
  if (!(Math.abs(east) <= 180 && Math.abs(north) <= 90)) fail(verdict, placeInvalid('longitude'));
  else put(verdict, { longitude: east, latitude: north });
}

function readTime(ctx: Ctx, verdict: CustomerVerdict): void {
  const at = textOf(verdict, CREATED_AT);
  if (at === undefined) return;
  const time = new Date(at);
  if (time > ctx.now) fail(verdict, createdInFuture(CREATED_AT));
  else if (verdict.record) Object.assign(verdict.record, { id: idOf(time), createdAt: at });
}

async function setCreators(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
  const named = verdicts.filter((verdict) => textOf(verdict, CREATED_BY) !== undefined);
  if (named.length === 0) return;
  const words = [...new Set(named.map((verdict) => textOf(verdict, CREATED_BY)!))];
  const phones = words.map((word) => normalisePhone(word) ?? null);
  const people = await ctx.db.query<{ id: string; word: string }>(sql`
    SELECT DISTINCT e.id, w.word FROM unnest(${words}::text[], ${phones}::text[]) AS w (word, phone)
    JOIN employees e ON e.tenant_id = ${ctx.tenantId}::uuid AND e.kind = 'person' AND (e.name = w.word OR e.employee_number = w.word OR e.phone = w.phone)`);
  const byWord = Map.groupBy(people, ({ word }) => word);
  for (const verdict of named) {
    const creator = textOf(verdict, CREATED_BY)!;
    const [person, ...others] = byWord.get(creator) ?? [];
    if (!person) fail(verdict, creatorUnknown(CREATED_BY, { creator }));
    else if (others.length > 0) fail(verdict, creatorAmbiguous(CREATED_BY, { creator }));
    else if (verdict.record) verdict.record.createdBy = person.id;
  }
}

async function conclude(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
  await checkNumbers(ctx, verdicts);
  await setParents(ctx, verdicts);
}

/** A number is one customer's, of the file as of those that exist. */
async function checkNumbers(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
  const written = verdicts.filter(({ values, record, updates }) => values.number && (record ?? updates));
  if (written.length === 0) return;
  const numbers = [...new Set(written.map(({ values }) => values.number!))];
  const rows = await ctx.db.query<{ id: string; number: string }>(
    sql`SELECT r.id, r.number FROM customers r WHERE r.number = ANY (${numbers}::text[])`,
  );
  const holders = new Map(rows.map(({ id, number }) => [number, id]));
  for (const verdict of written) {
    const number = verdict.values.number!;
    const id = verdict.updates ?? verdict.record!.id;
    const holder = holders.get(number);
    if (holder !== undefined && holder !== id) fail(verdict, numberTaken('number', { number }));
    else holders.set(number, id);
  }
}

async function setParents(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
  const keys = new Set(verdicts.flatMap((verdict) => (verdict.record ? (textOf(verdict, PARENT) ?? []) : [])).map(keyOf));
  if (keys.size === 0) return;
  const rows = await ctx.db.query<{ id: string; key: string }>(sql`
    SELECT r.id, r.name_key AS key FROM customers r
    WHERE r.name_key = ANY (${[...keys]}::text[]) AND r.state = 'active' AND ${openTo(ctx, customerPolicy)}`);
  const known = Map.groupBy(rows, ({ key }) => key);
  const earlier = new Map<string, string>();
  for (const verdict of verdicts) {
    const { record } = verdict;
    const parent = textOf(verdict, PARENT);
    if (!record || verdict.outcome !== 'created') continue;
    if (parent !== undefined) setParent(verdict, parent, known.get(keyOf(parent)) ?? [], earlier.get(keyOf(parent)));
    if (verdict.outcome === 'created' && record.name) earlier.set(keyOf(record.name), record.id);
  }
}

function setParent(
  verdict: CustomerVerdict,
  parent: string,
  known: readonly { id: string }[],
  earlier: string | undefined,
): void {
  const id = known[0]?.id ?? earlier;
  if (known.length > 1) fail(verdict, parentAmbiguous(PARENT, { parent }));
  else if (id === undefined) fail(verdict, parentUnknown(PARENT, { parent }));
  else verdict.record!.parentId = id;
}
