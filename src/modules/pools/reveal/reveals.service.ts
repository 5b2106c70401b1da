import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import { customKey, RecordReader, type ObjectDescriptor } from '../../../platform/records/index.js';
import { PoolAccess, type PoolRow } from '../pool/pool-access.js';
import { poolableOf } from '../poolable.js';
import { notInPool, recordNotFound } from '../pools.errors.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { revealLimitReached } from './reveal.errors.js';
import { RevealQueries } from './reveal.queries.js';
import type { ListRevealsRequest } from './reveal.requests.js';
import type { RevealedView, RevealListView } from './reveal.view.js';

const CUSTOM = customKey('');

/** Looks behind the masks of pooled records: by whom the rules allow, so many a day, each of them logged (POOL-18). */
@Injectable()
export class RevealsService {
  constructor(
    private readonly pools: PoolAccess,
    private readonly rules: RulesInForce,
    private readonly reader: RecordReader,
    private readonly queries: RevealQueries,
  ) {}

  /**
   * The masked values of a record as they are. Administrators of the pool may always look; the limit binds members, and a
   * record that one has looked at already today counts once.
   * @throws poolNotFound, recordNotFound, notInPool, forbidden, revealLimitReached
   */
  async reveal(ctx: Ctx, poolId: string, recordId: string): Promise<RevealedView> {
    const pool = await this.pools.find(ctx, 'read', poolId);
    const { descriptor } = poolableOf(pool.object);
    const fields = revealable(ctx, pool, descriptor);
    const columns = sql`, r.pool_id AS "$poolId", ${join(fields.map((field) => valueSql(descriptor, field)).concat(raw('1')), ', ')}`;
    const options = { lock: false, columns };
    const row = await this.reader.permit<Record<string, unknown>>(ctx, descriptor, 'read', recordId, recordNotFound, options);
    if (row.$poolId !== pool.id) throw notInPool();
    const left = await this.spend(ctx, pool, recordId);
    await this.queries.log(ctx, { poolId: pool.id, object: pool.object, recordId, fields });
    return { recordId, values: Object.fromEntries(fields.map((field) => [field, row[field] ?? null])), left };
  }

  /** Who has looked, newest first, for those who run the pool. @throws poolNotFound, forbidden */
  async list(ctx: Ctx, poolId: string, request: ListRevealsRequest): Promise<RevealListView> {
    const pool = await this.pools.find(ctx, 'configure', poolId);
    return this.queries.list(ctx, pool.id, request);
  }

  /** How many more records the actor may look at today after this one; null without a limit. */
  private async spend(ctx: Ctx, { id }: PoolRow, recordId: string): Promise<number | null> {
    if (await this.pools.permits(ctx, 'configure', id)) return null;
    const rule = (await this.rules.of(ctx, [id])).get(id)?.rules.reveal;
    if (!rule?.membersMay) throw forbidden();
    if (rule.dailyLimit === undefined) return null;
    await this.queries.takeTurn(ctx, id);
    const { others, again } = await this.queries.used(ctx, id, recordId);
    const left = rule.dailyLimit - others - 1;
    if (left < 0 && !again) throw revealLimitReached({ limit: rule.dailyLimit });
    return Math.max(0, left);
  }
}

/** What the pool masks, without what it hides as well and what the actor's roles hide from them anyway. */
function revealable(ctx: Ctx, { maskedFields, hiddenFields }: PoolRow, { object }: ObjectDescriptor): string[] {
  const hidden = ctx.ability.hiddenFields(object);
  return maskedFields.filter((field) => !hiddenFields.includes(field) && !hidden.has(field));
}

/** A field of row r under its key; one that is gone from the definitions has no value. */
function valueSql({ fields }: ObjectDescriptor, key: string): Sql {
  if (key.startsWith(CUSTOM)) return sql`r.custom -> ${key.slice(CUSTOM.length)}::text AS ${raw(JSON.stringify(key))}`;
  const column = fields.find((field) => field.key === key)?.column;
  return raw(`${column ? `r.${column}` : 'NULL::text'} AS ${JSON.stringify(key)}`);
}
