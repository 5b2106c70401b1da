import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue, Problem } from '../../../platform/errors/index.js';
import type { Text } from '../../../platform/i18n/locale.js';
import type { Destination, HandOver, HandOverReport, OwnershipHolder, ReceiverRoom } from '../../org/index.js';
import { takeTurns } from '../claim/turns.js';
import { holdingSql, type HeldTo } from '../claim/holding.js';
import type { HoldingLimits } from '../claim/holding-limits.service.js';
import { levelFull } from '../claim/limit-refusal.js';
import { place } from '../ownership/placements.js';
import { levelSql, type Poolable } from '../poolable.js';
import { holdingLimitReached, noPoolForRecord, poolDisabled, poolNotFound, poolWrongObject } from '../pools.errors.js';
import { recordsHandedOver } from '../pools.events.js';
import type { TakeOvers } from '../protection/take-overs.js';
import type { Reclaim } from '../reclaim/reclaim.service.js';
import type { HandOverNotices } from './hand-over-notices.js';

/** How many records one statement and transaction hands over: short locks, little lost by a crash. */
const BATCH = 5000;

/** What the holder of each kind works with. */
export interface HolderServices {
  limits: HoldingLimits;
  takeOvers: TakeOvers;
  reclaim: Reclaim;
  notices: HandOverNotices;
}

/**
 * Hands over what pools hold, whatever kind it is (ORG-07). All rows that name the person as their owner go, also those that
 * are converted or invalid: nothing keeps an owner who has left.
 */
export class PooledHolder implements OwnershipHolder {
  readonly kind: string;
  readonly label: Text;
  readonly pooled = true;
  readonly owned: Sql;
  private readonly table: Sql;
  /** What of a record r decides who gets it. */
  private readonly columns: Sql;

  constructor(
    private readonly poolable: Poolable,
    private readonly services: HolderServices,
  ) {
    this.kind = poolable.object;
    this.label = poolable.descriptor.label;
    this.table = raw(poolable.descriptor.table);
    this.columns = sql`r.id, r.home_pool_id, (${poolable.inPlay}) IS TRUE AS in_play, ${levelSql(poolable)} AS level`;
    this.owned = sql`SELECT r.id, r.owner_id FROM ${this.table} r WHERE r.owner_id IS NOT NULL`;
  }

  async receivers(ctx: Ctx, from: string, employeeIds: readonly string[]): Promise<ReceiverRoom[]> {
    if (employeeIds.length === 0) return [];
    const { holdingLimit = null, holdingLimits = [] } = await this.limits(ctx, from);
    const rows = await ctx.db.query<{ employeeId: string; holding: number; levels: Record<string, number> }>(sql`
      SELECT u.id AS "employeeId", h.holding, h.levels FROM unnest(${employeeIds}::uuid[]) WITH ORDINALITY AS u(id, n)
      CROSS JOIN LATERAL (${holdingSql(this.poolable, sql`u.id`, holdingLimits.length > 0)}) h ORDER BY u.n`);
    return rows.map(({ employeeId, holding, levels }) => ({
      employeeId,
      holds: holding,
      limit: holdingLimit,
      levels: holdingLimits.map(({ level, limit }) => ({ level, limit, holds: levels[level] ?? 0 })),
    }));
  }

  async check(ctx: Ctx, from: string, destination: Destination): Promise<Issue[]> {
    if (destination.to === 'pools') return this.poolIssues(ctx, from, destination.poolId);
    if (destination.beyondLimits) return [];
    const full = await this.full(
      ctx,
      from,
      destination.employeeIds,
      sql`SELECT ${this.columns} FROM ${this.table} r WHERE r.owner_id = ${from}::uuid`,
    );
    return full.map(({ at, problem }) => ({
      pointer: `/employeeIds/${at}`,
      code: problem.code,
      message: problem.kind.message,
      params: problem.params,
    }));
  }

  async handOverBatch(ctx: Ctx, { from, destination, reason, runId }: HandOver, after: string): Promise<string[]> {
    const cause = { kind: 'handedOver', reason, runId } as const;
    if (destination.to === 'pools') {
      const pooled = sql`SELECT b.id, NULL::uuid AS owner_id, coalesce(${destination.poolId}::uuid, b.home_pool_id) AS pool_id FROM (${this.batch(from, after, BATCH)}) b`;
      return place(ctx, this.poolable, pooled, cause);
    }
    const { employeeIds } = destination;
    const batch = this.batch(from, after, batchAmong(employeeIds));
    if (!destination.beyondLimits) await this.mustHaveRoom(ctx, from, employeeIds, batch);
    const dealt = sql`SELECT d.id, d.owner_id, NULL::uuid AS pool_id FROM (${dealtSql(batch, employeeIds)}) d`;
    const protectedUntil = await this.services.takeOvers.everywhere(ctx, this.kind);
    const ids = await place(ctx, this.poolable, dealt, { ...cause, protectedUntil });
    if (ids.length > 0) await this.services.reclaim.refresh(ctx, this.kind, ids);
    return ids;
  }

  async settle(ctx: Ctx, { from, runId }: HandOver): Promise<HandOverReport> {
    const shares = await this.services.notices.tell(ctx, this.kind, from, runId);
    const count = shares.reduce((sum, share) => sum + share.count, 0);
    if (count > 0) ctx.emit(recordsHandedOver({ object: this.kind, runId, count }));
    return {
      people: shares.flatMap((share) => (share.employeeId === null ? [] : [{ id: share.employeeId, count: share.count }])),
      pools: shares.flatMap((share) => (share.poolId === null ? [] : [{ id: share.poolId, count: share.count }])),
    };
  }

  /** The next records, locked; whoever changes one of them right now is waited for. Index: <table>_by_owner. */
  private batch(from: string, after: string, size: number): Sql {
    return sql`SELECT ${this.columns} FROM ${this.table} r WHERE r.owner_id = ${from}::uuid AND r.id > ${after}::uuid ORDER BY r.id LIMIT ${size}::integer FOR UPDATE OF r`;
  }

  private async poolIssues(ctx: Ctx, from: string, poolId: string | null): Promise<Issue[]> {
    if (poolId === null) {
      const homeless = await ctx.db.maybe(
        sql`SELECT FROM ${this.table} r WHERE r.owner_id = ${from}::uuid AND r.home_pool_id IS NULL LIMIT 1`,
      );
      return homeless ? [{ pointer: '/poolId', code: noPoolForRecord.code, message: noPoolForRecord.message }] : [];
    }
    const pool = await ctx.db.maybe<{ object: string; status: string }>(
      sql`SELECT object, status FROM pools WHERE id = ${poolId}::uuid`,
    );
    const wrong = !pool
      ? poolNotFound
      : pool.object !== this.kind
        ? poolWrongObject
        : pool.status === 'active'
          ? undefined
          : poolDisabled;
    return wrong ? [{ pointer: '/poolId', code: wrong.code, message: wrong.message }] : [];
  }

  /** Claims of the receivers wait until this batch is through, so that both together stay within the limits. */
  private async mustHaveRoom(ctx: Ctx, from: string, employeeIds: string[], batch: Sql): Promise<void> {
    await takeTurns(ctx, this.kind, employeeIds);
    const [first] = await this.full(ctx, from, employeeIds, batch);
    if (first) throw first.problem;
  }

  /** Whose limits would be overrun by what these records bring them: their places in the list, each with its first limit. */
  private async full(ctx: Ctx, from: string, employeeIds: string[], records: Sql): Promise<{ at: number; problem: Problem }[]> {
    const rooms = await this.receivers(ctx, from, employeeIds);
    if (rooms.every(({ limit, levels }) => limit === null && levels.length === 0)) return [];
    const incoming = await ctx.db.query<{ ownerId: string; level: string | null; n: number }>(sql`
      SELECT d.owner_id AS "ownerId", d.level, count(*) AS n FROM (${dealtSql(records, employeeIds)}) d WHERE d.in_play GROUP BY d.owner_id, d.level`);
    const labels = await this.services.limits.levels.labels(ctx, this.poolable);
    return rooms.flatMap((room, at) => {
      const problem = overrun(
        room,
        incoming.filter(({ ownerId }) => ownerId === room.employeeId),
        labels,
      );
      return problem ? [{ at, problem }] : [];
    });
  }

  /** The lowest holding limits of the pools that the person's records belong to. */
  private async limits(ctx: Ctx, from: string): Promise<HeldTo> {
    const homes = await ctx.db.query<{ id: string }>(
      sql`SELECT DISTINCT r.home_pool_id AS id FROM ${this.table} r WHERE r.owner_id = ${from}::uuid AND r.home_pool_id IS NOT NULL`,
    );
    return this.services.limits.lowest(
      ctx,
      homes.map((home) => home.id),
    );
  }
}

/** A multiple of their number: each full batch is even, so the whole is even without counting. */
const batchAmong = (employeeIds: readonly string[]): number => BATCH - (BATCH % employeeIds.length);

/**
 * Deals records out to people in turn, batch by batch as they are handed over, level by level: everybody gets an even share of
 * each level as of the whole. Rows: id, in_play, level, owner_id.
 */
const dealtSql = (records: Sql, employeeIds: readonly string[]): Sql => sql`
  SELECT b.id, b.in_play, b.level, (${employeeIds}::uuid[])[1 + (row_number() OVER (PARTITION BY b.batch ORDER BY b.in_play DESC, b.level, b.id) - 1) % ${employeeIds.length}::integer] AS owner_id
  FROM (SELECT a.*, (row_number() OVER (ORDER BY a.id) - 1) / ${batchAmong(employeeIds)}::integer AS batch FROM (${records}) a) b`;

function overrun(
  { holds, limit, levels }: ReceiverRoom,
  incoming: readonly { level: string | null; n: number }[],
  labels: ReadonlyMap<string, string>,
): Problem | undefined {
  const all = incoming.reduce((sum, { n }) => sum + n, 0);
  if (limit !== null && all > 0 && holds + all > limit) return holdingLimitReached();
  const coming = new Map(incoming.map(({ level, n }) => [level, n]));
  const full = levels.find((each) => coming.has(each.level) && each.holds + coming.get(each.level)! > each.limit);
  return full && levelFull(full.level, labels);
}
