import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import type { ImportColumn, ParsedRow, RowIssue } from '../../../platform/records/import/index.js';
import { normalisePhone } from '../../../platform/text/index.js';
import type { NewPlace } from '../ownership/new-places.js';
import { memberPools } from '../pool-relations.js';
import { noPool, ownerAmbiguous, ownerNotAllowed, ownerUnknown, poolUnknown } from './placed-import.issues.js';

/** Column keys that say where a row goes. */
export const OWNER = 'owner';
export const POOL = 'pool';

/** The columns that say where a row goes; `pool` is what pools of this kind are called. */
export const placeColumns = (pool: Text, aliases: readonly string[]): readonly ImportColumn[] => [
  {
    key: OWNER,
    label: text('负责人', 'Owner'),
    type: 'text',
    aliases: ['销售', '销售员', '归属人', '跟进人', '所有者', 'salesperson', 'assigned to'],
    note: text(
      `姓名、手机号或工号;留空则进入${pool['zh-CN']}`,
      `Name, phone or employee number; left empty the record goes into a ${pool.en.toLowerCase()}`,
    ),
  },
  {
    key: POOL,
    label: pool,
    type: 'text',
    aliases,
    note: text(`${pool['zh-CN']}名称`, `Name of a ${pool.en.toLowerCase()}`),
  },
];

interface Person extends Record<string, unknown> {
  id: string;
  name: string;
  phone: string | null;
  number: string | null;
  allowed: boolean;
}

interface Pool extends Record<string, unknown> {
  id: string;
  name: string;
}

/** Chooses a pool by the routing rules. */
export type Chooser = (row: Record<string, unknown>) => string | null;

/** Decides where imported rows go: an owner makes them somebody's own, no owner puts them into a pool (LEAD-06, CUST-09). */
export class ImportPlaces {
  private readonly byName = new Map<string, Person[]>();
  private readonly byKey = new Map<string, Person>();
  private readonly pools = new Map<string, string>();

  constructor(
    people: readonly Person[],
    pools: readonly Pool[],
    private readonly chosenPoolId: string | null,
    private readonly route: Chooser,
  ) {
    for (const person of people) {
      const same = this.byName.get(person.name);
      if (same) same.push(person);
      else this.byName.set(person.name, [person]);
      if (person.phone) this.byKey.set(person.phone, person);
      if (person.number) this.byKey.set(person.number, person);
    }
    for (const { id, name } of pools) this.pools.set(name, id);
  }

  /** Reads the people and pools of the enterprise once for a whole import. */
  static async of(ctx: Ctx, object: string, chosenPoolId: string | null, route: Chooser): Promise<ImportPlaces> {
    return new ImportPlaces(await peopleAtWork(ctx, object), await fillablePools(ctx, object), chosenPoolId, route);
  }

  of({ values }: ParsedRow, record: Record<string, unknown>): NewPlace | { issue: RowIssue } {
    // both columns are of type text
    const [pool, owner] = [values[POOL], values[OWNER]] as (string | undefined)[];
    const home = pool === undefined ? undefined : this.pools.get(pool);
    if (pool !== undefined && home === undefined) return { issue: poolUnknown(POOL, { pool }) };
    if (owner !== undefined) return this.ownBy(owner, home ?? this.route(record));
    const poolId = home ?? this.chosenPoolId ?? this.route(record);
    return poolId === null ? { issue: noPool(null) } : { poolId, ownerId: null, homePoolId: poolId };
  }

  private ownBy(owner: string, homePoolId: string | null): NewPlace | { issue: RowIssue } {
    const named = this.byName.get(owner) ?? [];
    if (named.length > 1) return { issue: ownerAmbiguous(OWNER, { owner }) };
    const person = named[0] ?? this.byKey.get(owner) ?? this.byKey.get(normalisePhone(owner) ?? '');
    if (!person) return { issue: ownerUnknown(OWNER, { owner }) };
    return person.allowed ? { poolId: null, ownerId: person.id, homePoolId } : { issue: ownerNotAllowed(OWNER, { owner }) };
  }
}

/** Everybody at work, and whether this actor may give them such records: the same rule as for one created by hand. */
function peopleAtWork(ctx: Ctx, object: string): Promise<Person[]> {
  const me = ctx.actor.employeeId;
  const anybody = ctx.ability.canEverywhere('assign', object);
  const below = ctx.ability.can('transfer', object);
  return ctx.db.query<Person>(sql`
    SELECT e.id, e.name, e.phone, e.employee_number AS number,
      e.id = ${me}::uuid OR ${anybody}::boolean OR (${below}::boolean AND EXISTS (SELECT FROM visibility v WHERE v.viewer_id = ${me}::uuid AND v.owner_id = e.id)) AS allowed
    FROM employees e WHERE e.status = 'active' AND e.kind = 'person'`);
}

/** Pools of this kind in use that this actor may fill. */
export function fillablePools(ctx: Ctx, object: string): Promise<Pool[]> {
  const every = ctx.ability.canEverywhere('read', 'pool');
  return ctx.db.query<Pool>(sql`SELECT p.id, p.name FROM pools p
    WHERE p.object = ${object} AND p.status = 'active' AND (${every}::boolean OR ${memberPools.holds(sql`p.id`, ctx.actor.employeeId)})`);
}
