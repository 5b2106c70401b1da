import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ParsedRow, RowIssue } from '../../../platform/records/import/index.js';
import { normalisePhone } from '../../../platform/text/index.js';
import { memberPools } from '../../pools/index.js';
import type { NewLead } from '../lead/new-lead.js';
import { noPool, ownerAmbiguous, ownerNotAllowed, ownerUnknown, poolUnknown } from './lead-import.issues.js';

/** Column keys that say where a row goes. */
export const OWNER = 'owner';
export const POOL = 'pool';

export type Place = Pick<NewLead, 'poolId' | 'ownerId' | 'homePoolId'>;

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

/** Decides where imported rows go: an owner makes them somebody's own, no owner puts them into a pool (LEAD-06). */
export class LeadPlaces {
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
  static async of(ctx: Ctx, chosenPoolId: string | null, route: Chooser): Promise<LeadPlaces> {
    return new LeadPlaces(await peopleAtWork(ctx), await fillablePools(ctx), chosenPoolId, route);
  }

  of({ values }: ParsedRow, lead: Record<string, unknown>): Place | { issue: RowIssue } {
    // both columns are of type text
    const [pool, owner] = [values[POOL], values[OWNER]] as (string | undefined)[];
    const home = pool === undefined ? undefined : this.pools.get(pool);
    if (pool !== undefined && home === undefined) return { issue: poolUnknown(POOL, { pool }) };
    if (owner !== undefined) return this.ownBy(owner, home ?? this.route(lead));
    const poolId = home ?? this.chosenPoolId ?? this.route(lead);
    return poolId === null ? { issue: noPool(null) } : { poolId, ownerId: null, homePoolId: poolId };
  }

  private ownBy(owner: string, homePoolId: string | null): Place | { issue: RowIssue } {
    const named = this.byName.get(owner) ?? [];
    if (named.length > 1) return { issue: ownerAmbiguous(OWNER, { owner }) };
    const person = named[0] ?? this.byKey.get(owner) ?? this.byKey.get(normalisePhone(owner) ?? '');
    if (!person) return { issue: ownerUnknown(OWNER, { owner }) };
    return person.allowed ? { poolId: null, ownerId: person.id, homePoolId } : { issue: ownerNotAllowed(OWNER, { owner }) };
  }
}

/** Everybody at work, and whether this actor may give them leads: the same rule as for a lead created by hand. */
function peopleAtWork(ctx: Ctx): Promise<Person[]> {
  const me = ctx.actor.employeeId;
  const anybody = ctx.ability.canEverywhere('assign', 'lead');
  const below = ctx.ability.can('transfer', 'lead');
  return ctx.db.query<Person>(sql`
    SELECT e.id, e.name, e.phone, e.employee_number AS number,
      e.id = ${me}::uuid OR ${anybody}::boolean OR (${below}::boolean AND EXISTS (SELECT FROM visibility v WHERE v.viewer_id = ${me}::uuid AND v.owner_id = e.id)) AS allowed
    FROM employees e WHERE e.status = 'active' AND e.kind = 'person'`);
}

/** Pools in use that this actor may put leads into. */
export function fillablePools(ctx: Ctx): Promise<Pool[]> {
  const every = ctx.ability.canEverywhere('read', 'pool');
  return ctx.db.query<Pool>(sql`SELECT p.id, p.name FROM pools p
    WHERE p.object = 'lead' AND p.status = 'active' AND (${every}::boolean OR ${memberPools.holds(sql`p.id`, ctx.actor.employeeId)})`);
}
