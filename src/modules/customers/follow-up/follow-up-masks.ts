import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { openTo } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { CustomFields, type CustomField } from '../../../platform/records/index.js';
import { isPoolable, keptByAll, PoolSight, withheld, withheldInText, type Kept } from '../../pools/index.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { followUpSubjects } from './follow-up-subject.js';

/** By kind of record what each pool keeps. */
type KeptByPool = ReadonlyMap<string, ReadonlyMap<string, Kept>>;

/** What shows a follow-up: by its id, what it tells. */
export interface Telling {
  id: string;
  told: object;
}

const TEXTS = ['content', 'excerpt'];
const NOTHING: Kept = new Map();

/**
 * Follow-ups of records that stand in a pool tell its members no more than the records do (POOL-18): where a pool keeps phones,
 * e-mail addresses or addresses, these are kept in fields and words of follow-ups too. Files are as readable as the record.
 */
@Injectable()
export class FollowUpMasks {
  constructor(
    private readonly pools: PoolSight,
    private readonly customFields: CustomFields,
  ) {}

  /** Masks in place. One statement; none where no pool keeps anything from the actor. */
  async apply(ctx: Ctx, shown: readonly Telling[]): Promise<void> {
    const byPool = shown.length > 0 ? await this.keptByPool(ctx) : undefined;
    if (!byPool) return;
    const kept = await keptOfEach(
      ctx,
      byPool,
      shown.map(({ id }) => id),
    );
    const fields = await this.customFields.of(ctx, FOLLOW_UP);
    for (const { id, told } of shown) withhold(kept.get(id) ?? NOTHING, told as Record<string, unknown>, fields);
  }

  /** Follow-ups f that are told whole, where a list asks for what may be masked in others; undefined where all are. */
  async whole(ctx: Ctx): Promise<Sql | undefined> {
    const byPool = await this.keptByPool(ctx);
    if (!byPool) return undefined;
    const parts = followUpSubjects().map(({ object, descriptor, column }) => {
      const pools = [...(byPool.get(object)?.keys() ?? [])];
      const kept = pools.length > 0 ? sql`(r.pool_id = ANY (${pools}::uuid[])) IS TRUE` : raw('FALSE');
      return sql`(SELECT TRUE FROM ${raw(descriptor.table)} r WHERE r.id = ${raw(`f.${column}`)} AND ${openTo(ctx, descriptor.policy)} AND NOT ${kept}) IS TRUE`;
    });
    return sql`(${join(parts, ' OR ')})`;
  }

  private async keptByPool(ctx: Ctx): Promise<KeptByPool | undefined> {
    const found = new Map<string, ReadonlyMap<string, Kept>>();
    // there are two kinds of records, and what their pools keep is known
    for (const { object } of followUpSubjects()) {
      const kept = isPoolable(object) ? await this.pools.keptKinds(ctx, object) : undefined;
      if (kept && kept.size > 0) found.set(object, kept);
    }
    return found.size > 0 ? found : undefined;
  }
}

/** A follow-up of several records is told as the one tells it that keeps least from the actor. */
async function keptOfEach(ctx: Ctx, byPool: KeptByPool, ids: readonly string[]): Promise<Map<string, Kept>> {
  const columns = followUpSubjects().map(({ object, descriptor, column }) => {
    const poolId = isPoolable(object) ? raw('r.pool_id') : raw('NULL::uuid');
    return sql`, (SELECT jsonb_build_object('poolId', ${poolId}) FROM ${raw(descriptor.table)} r
      WHERE r.id = ${raw(`f.${column}`)} AND ${openTo(ctx, descriptor.policy)}) AS ${raw(`"${object}"`)}`;
  });
  const rows = await ctx.db.query<{ id: string } & Record<string, unknown>>(
    sql`SELECT f.id ${join(columns, '')} FROM follow_ups f WHERE f.id = ANY (${ids}::uuid[])`,
  );
  return new Map(
    rows.map((row) => {
      const each = followUpSubjects().flatMap(({ object }) => {
        const record = row[object] as { poolId: string | null } | null;
        return record ? [byPool.get(object)?.get(record.poolId ?? '') ?? NOTHING] : [];
      });
      return [row.id, keptByAll(each)];
    }),
  );
}

function withhold(kept: Kept, told: Record<string, unknown>, fields: readonly CustomField[]): void {
  if (kept.size === 0) return;
  for (const key of TEXTS) if (typeof told[key] === 'string') told[key] = withheldInText(kept, told[key]);
  if (kept.has('place')) {
    withoutPlace(kept, told);
    if (told.place) withoutPlace(kept, told.place as Record<string, unknown>);
  }
  if (told.custom) told.custom = customWithheld(kept, told.custom as Record<string, unknown>, fields);
}

function withoutPlace(kept: Kept, holder: Record<string, unknown>): void {
  if (!('address' in holder)) return;
  const { address } = holder;
  const left = kept.get('place') === 'masked' && typeof address === 'string' ? `${[...address][0]}***` : null;
  Object.assign(holder, { address: left, longitude: null, latitude: null });
}

/** Formulas reckon with numbers and dates alone, of which nothing is kept. */
function customWithheld(kept: Kept, values: Record<string, unknown>, fields: readonly CustomField[]): Record<string, unknown> {
  const left = Object.entries(values).map(([key, value]): [string, unknown] => {
    const type = fields.find((field) => field.key === key)?.type;
    return [key, type ? withheld(kept, type, value) : value];
  });
  return Object.fromEntries(left.filter(([, value]) => value !== undefined));
}
