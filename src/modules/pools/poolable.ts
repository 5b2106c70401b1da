import { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';
import type { FieldDescriptor, ObjectDescriptor } from '../../platform/records/index.js';
import { Registry } from '../../platform/registry.js';

/**
 * Port: a kind of record that pools hold. Its table has the engine's columns (pool_id, owner_id, home_pool_id,
 * acquisition, owned_since, entered_pool_at, protected_until, quarantined_until, reclaim_at, reclaim_rule_id,
 * reclaim_rule_key); what differs between leads and customers stands here.
 */
export interface Poolable {
  object: string;
  descriptor: ObjectDescriptor;
  /** Rows r that take part: neither converted nor archived. */
  inPlay: Sql;
  /** What reclaim lines may count from, beside `owned`: the time of the last such activity, or null. */
  activities: Readonly<Record<string, Sql>>;
  /** Where contacts with a record are kept: a table with its columns of record, time and author. Statistics read it. */
  contacts?: { table: string; record: string; at: string; author: string };
  /** Rows r that have become what the kind is for. */
  converted?: Sql;
  /** The field by which holding limits may differ (POOL-02): a choice, or an item of a dictionary. */
  levelField?: string;
}

const registry = new Registry<Poolable>('pooled records');

/** Makes a kind of record known to the pool engine. */
export const registerPoolable = (poolable: Poolable): (() => void) => registry.add(poolable.object, poolable);

export const poolables = (): Poolable[] => registry.all();

export const poolableOf = (object: string): Poolable => registry.need(object);

/** The field by which holding limits of a kind differ; undefined where they do not. */
export const levelFieldOf = ({ descriptor, levelField }: Poolable): FieldDescriptor | undefined =>
  levelField === undefined ? undefined : descriptor.fields.find(({ key }) => key === levelField);

/** The level of row r, as holding limits name it: a code, or the id of an item. */
export function levelSql(poolable: Poolable): Sql {
  const field = levelFieldOf(poolable);
  return raw(field ? `r.${field.column}::text` : 'NULL::text');
}

/** The same of a record as the API has it. */
export function levelOf(poolable: Poolable, values: Readonly<Record<string, unknown>>): string | null {
  const field = levelFieldOf(poolable);
  const value = field && values[field.key];
  if (typeof value !== 'string') return null;
  // ids are accepted in any case
  return field?.dictionary === undefined ? value : value.toLowerCase();
}

export const isPoolable = (object: string): boolean => registry.get(object) !== undefined;

/** Port: what hangs below records of a kind and has owners of its own: it goes along when its record is transferred, if asked to (CUST-05). */
export interface OwnedBelow {
  /** What a transfer names in `with`. */
  object: string;
  /** Gives what hangs below these records and belongs to the owner that each had to the new one, with its history; set-wise. */
  changeOwner(ctx: Ctx, records: readonly TransferredRecord[], toOwnerId: string, reason: string | null): Promise<void>;
}

/** A record that has just been transferred. */
export interface TransferredRecord extends Record<string, unknown> {
  id: string;
  fromOwnerId: string;
}

const below = new Registry<{ above: string; owned: OwnedBelow }>('what is owned below');

/** @param above the kind of record, as it is registered */
export const registerOwnedBelow = (above: string, owned: OwnedBelow): (() => void) =>
  below.add(`${above} ${owned.object}`, { above, owned });

export const ownedBelow = (above: string): readonly OwnedBelow[] =>
  below.all().flatMap((each) => (each.above === above ? [each.owned] : []));
