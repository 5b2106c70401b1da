import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { CustomFields, customKey, toldBy, type CustomField, type RowSight } from '../../../platform/records/index.js';
import { administeredPools } from '../pool-relations.js';
import { poolableOf } from '../poolable.js';
import { keptOf, type Kept } from './kept-kinds.js';
import { masked } from './mask.js';
import { PoolRestrictions, type Restriction } from './pool-restrictions.js';

/** A row as lists, details and exports have it: by field key, custom fields below `custom`. */
export interface PooledRow {
  poolId?: string | null;
  custom?: unknown;
}

/**
 * What members may see of records that nobody has claimed yet (POOL-18). Administrators of the pool, and who may change
 * every record of the kind, see all of it; so do owners, because an owned record stands in no pool.
 */
@Injectable()
export class PoolSight {
  /** The pools that the viewer runs, read once per call however many batches it handles. */
  private readonly administered = new WeakMap<Ctx, Promise<ReadonlySet<string>>>();

  constructor(
    private readonly restrictions: PoolRestrictions,
    private readonly customFields: CustomFields,
  ) {}

  /**
   * Deletes hidden values and masks masked ones, in place. Rows must carry `poolId`, also where only other fields were
   * asked for: a row without it is a programming error. At most one statement; none when no row stands in a pool that keeps anything from this viewer.
   */
  async apply<Row extends object>(ctx: Ctx, object: string, rows: Row[]): Promise<Row[]> {
    return this.strip(ctx, object, rows, () => this.restricted(ctx, object));
  }

  /** The same for readers whom nobody knows, such as receivers of webhooks: whatever a pool keeps, it keeps from them. */
  async applyForAnybody<Row extends object>(ctx: Ctx, object: string, rows: Row[]): Promise<Row[]> {
    return this.strip(ctx, object, rows, async () => byPool(await this.restrictions.of(ctx, object)));
  }

  /**
   * Rows r in whose pool this viewer may not see one of the fields as it is, to be excluded (`AND NOT`) wherever such a
   * field is searched, filtered or sorted by: otherwise asking would tell what reading does not. Never NULL. Undefined
   * where there is none, so that most lists pay nothing.
   */
  async blindTo(ctx: Ctx, object: string, fields: Iterable<string>): Promise<Sql | undefined> {
    const asked = [...fields];
    const concerned = ({ hidden, masked: partly }: Restriction): boolean =>
      asked.some((field) => hidden.has(field) || partly.has(field));
    // most lists ask for nothing that any pool keeps back, and pay nothing
    if (asked.length === 0 || !(await this.restrictions.of(ctx, object)).some(concerned)) return undefined;
    const pools = [...(await this.restricted(ctx, object)).values()].filter(concerned);
    if (pools.length === 0) return undefined;
    return sql`(r.pool_id = ANY (${pools.map((pool) => pool.poolId)}::uuid[])) IS TRUE`;
  }

  /** What kinds of values each pool keeps from this viewer, for what stands beside its records and tells of them. */
  async keptKinds(ctx: Ctx, object: string): Promise<ReadonlyMap<string, Kept>> {
    const restricted = await this.restricted(ctx, object);
    if (restricted.size === 0) return new Map();
    const types = await this.typesOf(ctx, object);
    const kept = [...restricted].map(([poolId, restriction]) => [poolId, keptOf(restriction, types)] as const);
    return new Map(kept.filter(([, kinds]) => kinds.size > 0));
  }

  /** Whether this pool keeps anything of its records from this viewer. */
  async keeps(ctx: Ctx, object: string, poolId: string): Promise<boolean> {
    return (await this.restricted(ctx, object)).has(poolId);
  }

  /** The restrictions that bind this viewer, by pool. */
  private async restricted(ctx: Ctx, object: string): Promise<Map<string, Restriction>> {
    const all = ctx.ability.canEverywhere('update', object) ? [] : await this.restrictions.of(ctx, object);
    if (all.length === 0) return new Map();
    const own = await this.administeredBy(ctx);
    return byPool(all.filter(({ poolId }) => !own.has(poolId)));
  }

  private async strip<Row extends object>(
    ctx: Ctx,
    object: string,
    rows: Row[],
    restrictions: () => Promise<Map<string, Restriction>>,
  ): Promise<Row[]> {
    const pooled = rows.filter(standsInPool);
    if (pooled.length === 0) return rows;
    const restricted = await restrictions();
    if (restricted.size === 0) return rows;
    const types = await this.typesOf(ctx, object);
    const formulas = (await this.customFields.of(ctx, object)).filter(({ tree }) => tree);
    for (const row of pooled) {
      const restriction = restricted.get((row as PooledRow).poolId!);
      if (restriction) restrict(row, withTelling(restriction, formulas), types);
    }
    return rows;
  }

  private administeredBy(ctx: Ctx): Promise<ReadonlySet<string>> {
    let pools = this.administered.get(ctx);
    if (!pools) {
      pools = ctx.db
        .query<{ id: string }>(administeredPools.members(ctx.actor.employeeId))
        .then((rows) => new Set(rows.map((row) => row.id)));
      this.administered.set(ctx, pools);
    }
    return pools;
  }

  private async typesOf(ctx: Ctx, object: string): Promise<Map<string, string>> {
    const custom = await this.customFields.of(ctx, object);
    return new Map([
      ...poolableOf(object).descriptor.fields.map((field) => [field.key, field.members ?? field.type] as const),
      ...custom.map((field) => [customKey(field.key), field.type] as const),
    ]);
  }
}

/** The same as what lists, single reads and exports ask of a kind of record. */
export const poolSightOf = (sight: PoolSight, object: string): RowSight => ({
  needs: ['poolId'],
  apply: (ctx, rows) => sight.apply(ctx, object, rows),
  blindTo: (ctx, fields) => sight.blindTo(ctx, object, fields),
});

const byPool = (restrictions: readonly Restriction[]): Map<string, Restriction> =>
  new Map(restrictions.map((restriction) => [restriction.poolId, restriction]));

const CUSTOM = customKey('');

/** @throws Error for a row that does not say: it must not pass for one that nobody keeps anything of. */
function standsInPool(row: object): boolean {
  const { poolId } = row as PooledRow;
  if (poolId === undefined) throw new Error('Rows must carry poolId, or nobody knows what to mask in them');
  return poolId !== null;
}

/** A formula that reads a hidden or masked field would tell it, and is hidden as well. */
function withTelling(restriction: Restriction, formulas: readonly CustomField[]): Restriction {
  const { hidden, masked: partly } = restriction;
  const telling = formulas.filter((field) => toldBy(field).some((key) => hidden.has(key) || partly.has(key)));
  return telling.length === 0
    ? restriction
    : { ...restriction, hidden: new Set([...hidden, ...telling.map(({ key }) => customKey(key))]) };
}

/** A field that is both hidden and masked is hidden. */
function restrict(row: object, { hidden, masked: partly }: Restriction, types: ReadonlyMap<string, string>): void {
  for (const field of partly) {
    const { holder, key } = placeOf(row, field);
    if (holder && key in holder) holder[key] = masked(types.get(field) ?? 'text', holder[key]);
  }
  for (const field of hidden) {
    const { holder, key } = placeOf(row, field);
    if (holder) delete holder[key];
  }
}

function placeOf(row: object, field: string): { holder: Record<string, unknown> | null | undefined; key: string } {
  if (!field.startsWith(CUSTOM)) return { holder: row as Record<string, unknown>, key: field };
  return { holder: (row as PooledRow).custom as Record<string, unknown> | null | undefined, key: field.slice(CUSTOM.length) };
}
