import type { Ctx } from '../../../platform/context/ctx.js';
import { updateRecord } from '../../../platform/records/index.js';
import { insertPlaced, type FilledColumn, type NewColumn, type NewPlace } from '../../pools/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerKeys, type CustomerKeys } from './customer.keys.js';

/** A customer about to be created, checked and placed; keys as in the API. */
export interface NewCustomer extends NewPlace {
  id: string;
  name: string;
  shortName?: string | null;
  number?: string | null;
  statusId?: string | null;
  levelId?: string | null;
  industryId?: string | null;
  regionId?: string | null;
  channelTypeId?: string | null;
  sourceId?: string | null;
  progressId?: string | null;
  address?: string | null;
  longitude?: number | null;
  latitude?: number | null;
  phone?: string | null;
  otherPhones?: string[];
  website?: string | null;
  parentId?: string | null;
  remark?: string | null;
  tags?: string[];
  nextContactAt?: string | null;
  custom?: Record<string, unknown>;
  importId?: string | null;
  /** Who made it and when, where an import says so. */
  createdAt?: string | null;
  createdBy?: string | null;
}

/** Which names a second customer may not have: their keys are held by unique indexes. */
export interface UniqueNames {
  name: boolean;
  shortName: boolean;
}

type Keyed = NewCustomer & { keys: CustomerKeys; unique: UniqueNames };

/** What a PATCH may write, by API key. */
export const WRITABLE: Readonly<Record<string, string>> = {
  name: 'name',
  shortName: 'short_name',
  number: 'number',
  statusId: 'status_id',
  levelId: 'level_id',
  industryId: 'industry_id',
  regionId: 'region_id',
  channelTypeId: 'channel_type_id',
  sourceId: 'source_id',
  progressId: 'progress_id',
  address: 'address',
  longitude: 'longitude',
  latitude: 'latitude',
  phone: 'phone',
  otherPhones: 'other_phones',
  website: 'website',
  parentId: 'parent_id',
  remark: 'remark',
  tags: 'tags',
  nextContactAt: 'next_contact_at',
};

const TYPES: Readonly<Record<string, string>> = {
  longitude: 'double precision',
  latitude: 'double precision',
  other_phones: 'text[]',
  tags: 'text[]',
  next_contact_at: 'timestamptz',
};
const typeOf = (column: string): string => TYPES[column] ?? (column.endsWith('_id') ? 'uuid' : 'text');

const DERIVED = Object.keys(nameColumnsOf(customerKeys('-', null), { name: true, shortName: true }));

/** Columns that a new customer's row takes from JSON: column, type, value. */
const COLUMNS: readonly NewColumn<Keyed>[] = [
  ['id', 'uuid', (customer) => customer.id],
  ...Object.entries(WRITABLE).map(([key, column]): NewColumn<Keyed> => [
    column,
    typeOf(column),
    (customer) => customer[key as keyof NewCustomer] ?? (typeOf(column) === 'text[]' ? [] : null),
  ]),
  ['custom', 'jsonb', (customer) => customer.custom ?? {}],
  ['import_id', 'uuid', (customer) => customer.importId],
  ...DERIVED.map((column): NewColumn<Keyed> => [column, 'text', ({ keys, unique }) => nameColumnsOf(keys, unique)[column]]),
];

/** What a row of a spreadsheet may fill of an existing customer. Its place in the tree is not moved by spreadsheets. */
export const FILLED: readonly FilledColumn[] = [
  ...Object.entries(WRITABLE)
    .filter(([key]) => key !== 'parentId' && key !== 'nextContactAt')
    .map(([key, column]): FilledColumn => [key, column, typeOf(column)]),
  ...DERIVED.map((column): FilledColumn => [column, column, 'text', 'derived']),
];

/** Writes new customers and where they went, in one statement however many; their deadlines are the caller's next step. */
export async function insertCustomers(
  ctx: Ctx,
  customers: readonly NewCustomer[],
  unique: UniqueNames,
  kind: 'created' | 'imported' = 'created',
): Promise<void> {
  const records = customers.map((customer) => ({ ...customer, keys: customerKeys(customer.name, customer.shortName), unique }));
  await insertPlaced(ctx, { object: 'customer', descriptor: customerDescriptor }, COLUMNS, records, kind);
}

/** The names that a customer has before a change. */
export interface Names {
  name: string;
  shortName: string | null;
}

/** Changes a customer that is locked; `changes` holds API keys, `custom` is merged and its nulls removed. */
export async function updateCustomer(
  ctx: Ctx,
  id: string,
  changes: Record<string, unknown>,
  before: Names,
  unique: UniqueNames,
): Promise<void> {
  const renamed = changes.name !== undefined || changes.shortName !== undefined;
  const { name, shortName } = { ...before, ...changes };
  await updateRecord(
    ctx,
    'customers',
    id,
    WRITABLE,
    changes,
    renamed ? nameColumnsOf(customerKeys(name, shortName), unique) : {},
  );
}

/** Columns that compare, sort and find a customer's names. */
export function nameColumnsOf(keys: CustomerKeys, unique: UniqueNames): Record<string, string | null> {
  return {
    name_pinyin: keys.namePinyin,
    initials: keys.initials,
    name_key: keys.nameKey,
    short_key: keys.shortKey,
    near_key: keys.nearKey,
    unique_name_key: unique.name ? keys.nameKey : null,
    unique_short_key: unique.shortName ? keys.shortKey : null,
  };
}
