import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue } from '../../../platform/errors/index.js';
import type { Text } from '../../../platform/i18n/locale.js';
import type { Destination, HandOver, HandOverReport, OwnershipHolder, ReceiverRoom } from '../../org/index.js';
import { takeTurns } from '../claim/turns.js';
import { place } from '../ownership/placements.js';
import type { Poolable } from '../poolable.js';
import { holdingLimitReached, noPoolForRecord, poolDisabled, poolNotFound, poolWrongObject } from '../pools.errors.js';
import { recordsHandedOver } from '../pools.events.js';
import type { TakeOvers } from '../protection/take-overs.js';
import type { Reclaim } from '../reclaim/reclaim.service.js';
import type { RulesInForce } from '../rule/rule-in-force.js';
import type { HandOverNotices } from './hand-over-notices.js';

/** How many records one statement and transaction hands over: short locks, little lost by a crash. */
const BATCH = 5000;

/** What the holder of each kind works with. */
export interface HolderServices {
  rules: RulesInForce;
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

  constructor(
    private readonly poolable: Poolable,
    private readonly services: HolderServices,
  ) {
    this.kind = poolable.object;
    this.label = poolable.descriptor.label;
    this.table = raw(poolable.descriptor.table);
    this.owned = sql`SELECT r.id, r.owner_id FROM ${this.table} r WHERE r.owner_id IS NOT NULL`;
  }

  async receivers(ctx: Ctx, from: string, employeeIds: readonly string[]): Promise<ReceiverRoom[]> {
    if (employeeIds.length === 0) return [];
    const limit = await this.limit(ctx, from);
    const rows = await ctx.db.query<{ employeeId: string; holds: number }>(sql`
      SELECT u.id AS "employeeId", (SELECT count(*) FROM ${this.table} r WHERE r.owner_id = u.id AND ${this.poolable.inPlay}) AS holds
      FROM unnest(${employeeIds}::uuid[]) WITH ORDINALITY AS u(id, n) ORDER BY u.n`);
    return rows.map((row) => ({ ...row, limit }));
  }

  async check(ctx: Ctx, from: string, destination: Destination): Promise<Issue[]> {
    if (destination.to === 'pools') return this.poolIssues(ctx, from, destination.poolId);
    if (destination.beyondLimits) return [];
    const { n } = await ctx.db.one<{ n: number }>(
      sql`SELECT count(*) AS n FROM ${this.table} r WHERE r.owner_id = ${from}::uuid AND ${this.poolable.inPlay}`,
    );
    const full = await this.full(ctx, from, destination.employeeIds, n);
    return full.map((at) => ({
      pointer: `/employeeIds/${at}`,
      code: holdingLimitReached.code,
      message: holdingLimitReached.message,
    }));
  }

  async handOverBatch(ctx: Ctx, { from, destination, reason, runId }: HandOver): Promise<number> {
    const cause = { kind: 'handedOver', reason, runId } as const;
    if (destination.to === 'pools') {
      const pooled = sql`SELECT b.id, NULL::uuid AS owner_id, coalesce(${destination.poolId}::uuid, b.home_pool_id) AS pool_id FROM (${this.batch(from, BATCH)}) b`;
      return (await place(ctx, this.poolable, pooled, cause)).length;
    }
    const { employeeIds } = destination;
    // A multiple of their number: each full batch is even, so the whole is even without counting.
    const size = BATCH - (BATCH % employeeIds.length);
    if (!destination.beyondLimits) await this.mustHaveRoom(ctx, from, employeeIds, size);
    const dealt = sql`SELECT b.id, (${employeeIds}::uuid[])[1 + (row_number() OVER (ORDER BY b.id) - 1) % ${employeeIds.length}::integer] AS owner_id, NULL::uuid AS pool_id
      FROM (${this.batch(from, size)}) b`;
    const protectedUntil = await this.services.takeOvers.everywhere(ctx, this.kind);
    const ids = await place(ctx, this.poolable, dealt, { ...cause, protectedUntil });
    if (ids.length > 0) await this.services.reclaim.refresh(ctx, this.kind, ids);
    return ids.length;
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
  private batch(from: string, size: number): Sql {
    return sql`SELECT r.id, r.home_pool_id FROM ${this.table} r WHERE r.owner_id = ${from}::uuid ORDER BY r.id LIMIT ${size}::integer FOR UPDATE OF r`;
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

  /** Claims of the receivers wait until this batch is through, so that both together stay within the limit. */
  private async mustHaveRoom(ctx: Ctx, from: string, employeeIds: string[], size: number): Promise<void> {
    await takeTurns(ctx, this.kind, employeeIds);
    const { n } = await ctx.db.one<{ n: number }>(sql`SELECT count(*) AS n FROM (SELECT FROM ${this.table} r
      WHERE r.owner_id = ${from}::uuid AND ${this.poolable.inPlay} LIMIT ${size}::integer) b`);
    if ((await this.full(ctx, from, employeeIds, n)).length > 0) throw holdingLimitReached();
  }

  /** Whose limit would be overrun by an even share of so many: their places in the list. */
  private async full(ctx: Ctx, from: string, employeeIds: string[], incoming: number): Promise<number[]> {
    const share = Math.ceil(incoming / employeeIds.length);
    const rooms = share === 0 ? [] : await this.receivers(ctx, from, employeeIds);
    return rooms.flatMap(({ holds, limit }, at) => (limit !== null && holds + share > limit ? [at] : []));
  }

  /** The lowest holding limit of the pools that the person's records belong to. */
  private async limit(ctx: Ctx, from: string): Promise<number | null> {
    const homes = await ctx.db.query<{ id: string }>(
      sql`SELECT DISTINCT r.home_pool_id AS id FROM ${this.table} r WHERE r.owner_id = ${from}::uuid AND r.home_pool_id IS NOT NULL`,
    );
    const rules = await this.services.rules.of(
      ctx,
      homes.map((home) => home.id),
    );
    const limits = [...rules.values()].flatMap(({ rules: { claim } }) => claim.holdingLimit ?? []);
    return limits.length === 0 ? null : Math.min(...limits);
  }
}
