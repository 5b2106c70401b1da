import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { bulkAnswer, type BulkView, type Refusals } from '../bulk.js';
import { PoolQueries } from '../pool/pool.queries.js';
import { ownedBelow, type OwnedBelow, type Poolable, type TransferredRecord } from '../poolable.js';
import * as refused from '../pools.errors.js';
import { recordsAssigned, recordsPooled } from '../pools.events.js';
import { TakeOvers } from '../protection/take-overs.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import { move, type Cause, type LedgerKind, type Move } from './placements.js';

const NOT_BELOW = text('这类记录不随之转移', 'No such records go along with these.');

/** What a bulk act on places is asked. */
export interface PlaceRequest {
  ids: string[];
  reason?: string;
  atomic?: boolean;
}

interface Row extends Record<string, unknown> {
  id: string;
  ownerId: string | null;
  poolId: string | null;
  homePoolId: string | null;
  permitted: boolean;
  inPlay: boolean;
}

/** Moves records between owners and pools on somebody's word: return, take back, transfer, move, assign (POOL-04, 06, 07; LEAD-04). */
@Injectable()
export class PlacesService {
  constructor(
    private readonly pools: PoolQueries,
    private readonly takeOvers: TakeOvers,
    private readonly reclaim: Reclaim,
  ) {}

  /** The owner gives records back to the pool they came from. It frees a holding place, not the claim (POOL-16). */
  giveBack(ctx: Ctx, poolable: Poolable, request: PlaceRequest): Promise<BulkView> {
    return this.toHome(ctx, poolable, request, 'return', 'returned');
  }

  /** A pool administrator takes records back from their owners. */
  takeBack(ctx: Ctx, poolable: Poolable, request: PlaceRequest): Promise<BulkView> {
    return this.toHome(ctx, poolable, request, 'takeBack', 'takenBack');
  }

  /** The owner, or a superior, hands records to a colleague, with what hangs below them where `with` names it (CUST-05). */
  async transfer(
    ctx: Ctx,
    poolable: Poolable,
    request: PlaceRequest & { toEmployeeId: string; with?: string[] },
  ): Promise<BulkView> {
    const along = alongWith(poolable.object, request.with ?? []);
    await this.assertEmployees(ctx, [request.toEmployeeId]);
    const owners = along.length === 0 ? [] : await this.ownersOf(ctx, poolable, request.ids);
    const answer = await this.act(ctx, poolable, request, 'transfer', 'transferred', (row) =>
      row.ownerId === null ? refused.notPermitted : { id: row.id, to: { ownerId: request.toEmployeeId } },
    );
    const done = new Set(answer.items.filter(({ ok }) => ok).map(({ id }) => id));
    const moved = owners.filter(({ id }) => done.has(id));
    for (const owned of along) await owned.changeOwner(ctx, moved, request.toEmployeeId, request.reason ?? null);
    return answer;
  }

  /** Whose the records are until they are transferred: locked, so that it stays so. */
  private ownersOf(ctx: Ctx, { descriptor }: Poolable, ids: readonly string[]): Promise<TransferredRecord[]> {
    return ctx.db.query<TransferredRecord>(sql`SELECT r.id, r.owner_id AS "fromOwnerId" FROM ${raw(descriptor.table)} r
      WHERE r.id = ANY (${ids}::uuid[]) AND r.owner_id IS NOT NULL ORDER BY r.id FOR UPDATE`);
  }

  /** A pool administrator puts records into another pool. */
  async toPool(ctx: Ctx, poolable: Poolable, request: PlaceRequest & { poolId: string }): Promise<BulkView> {
    const pool = await this.pools.forClaim(ctx, request.poolId);
    if (!pool || !(pool.isMember || ctx.ability.canEverywhere('move', poolable.object))) throw refused.poolNotFound();
    if (pool.object !== poolable.object) throw refused.poolWrongObject();
    if (pool.status !== 'active') throw refused.poolDisabled();
    return this.act(ctx, poolable, request, 'move', 'moved', (row) =>
      row.poolId === request.poolId ? refused.notPermitted : { id: row.id, to: { poolId: request.poolId } },
    );
  }

  /** A pool administrator gives records to one person, or deals them out evenly among several in the order sent. */
  async assign(ctx: Ctx, poolable: Poolable, request: PlaceRequest & { employeeIds: string[] }): Promise<BulkView> {
    await this.assertEmployees(ctx, request.employeeIds);
    let dealt = 0;
    return this.act(ctx, poolable, request, 'assign', 'assigned', (row) => ({
      id: row.id,
      to: { ownerId: request.employeeIds[dealt++ % request.employeeIds.length]! },
    }));
  }

  private toHome(ctx: Ctx, poolable: Poolable, request: PlaceRequest, action: string, kind: LedgerKind): Promise<BulkView> {
    return this.act(ctx, poolable, request, action, kind, (row) => {
      if (row.ownerId === null) return refused.notPermitted;
      return row.homePoolId === null ? refused.noPoolForRecord : { id: row.id, to: { poolId: row.homePoolId } };
    });
  }

  private async act(
    ctx: Ctx,
    poolable: Poolable,
    request: PlaceRequest,
    action: string,
    kind: LedgerKind,
    decide: (row: Row) => Move | (typeof refused)['notPermitted'],
  ): Promise<BulkView> {
    const rows = new Map((await this.lock(ctx, poolable, action, request.ids)).map((row) => [row.id, row]));
    const refusals: Refusals = new Map();
    const moves: Move[] = [];
    for (const id of request.ids) {
      const row = rows.get(id);
      const decision = !row ? refused.recordNotFound : row.permitted && row.inPlay ? decide(row) : refused.notPermitted;
      if ('to' in decision) moves.push(decision);
      else refusals.set(id, decision);
    }
    const homes = [...rows.values()].map((row) => row.poolId ?? row.homePoolId);
    await this.carryOut(ctx, poolable, moves, homes, { kind, reason: request.reason ?? null });
    return bulkAnswer(ctx, request.ids, refusals, request.atomic ?? false);
  }

  private async carryOut(
    ctx: Ctx,
    poolable: Poolable,
    moves: Move[],
    homes: readonly (string | null)[],
    cause: Cause,
  ): Promise<void> {
    if (moves.length === 0) return;
    if (moves.some(({ to }) => 'ownerId' in to)) {
      const protectedUntil = await this.takeOvers.protection(ctx, homes);
      const ids = await move(ctx, poolable, moves, { ...cause, protectedUntil });
      await this.reclaim.refresh(ctx, poolable.object, ids);
      ctx.emit(recordsAssigned({ object: poolable.object, ids, kind: cause.kind as 'assigned' }));
    } else {
      const ids = await move(ctx, poolable, moves, cause);
      ctx.emit(recordsPooled({ object: poolable.object, poolId: null, ids, kind: cause.kind as 'returned' }));
    }
  }

  private lock(ctx: Ctx, poolable: Poolable, action: string, ids: string[]): Promise<Row[]> {
    const { descriptor } = poolable;
    const may: Sql = scoped(ctx, action, descriptor.policy);
    return ctx.db.query<Row>(sql`SELECT r.id, r.owner_id AS "ownerId", r.pool_id AS "poolId", r.home_pool_id AS "homePoolId",
        (${may}) IS TRUE AS permitted, (${poolable.inPlay}) IS TRUE AS "inPlay"
      FROM ${raw(descriptor.table)} r WHERE r.id = ANY (${ids}::uuid[]) AND ${scoped(ctx, 'read', descriptor.policy)}
      ORDER BY r.id FOR UPDATE OF r`);
  }

  private async assertEmployees(ctx: Ctx, ids: string[]): Promise<void> {
    const { n } = await ctx.db.one<{ n: number }>(
      sql`SELECT count(*) AS n FROM employees e WHERE e.id = ANY (${ids}::uuid[]) AND e.status = 'active' AND e.kind = 'person'`,
    );
    if (n !== ids.length) throw refused.assigneeNotFound();
  }
}

/** What goes along with records of a kind. @throws validationFailed for what does not hang below them */
function alongWith(above: string, kinds: readonly string[]): OwnedBelow[] {
  const known = new Map(ownedBelow(above).map((owned) => [owned.object, owned]));
  const issues = kinds.flatMap((kind, n) =>
    known.has(kind) ? [] : [{ pointer: `/with/${n}`, code: 'NOT_ALLOWED', message: NOT_BELOW }],
  );
  if (issues.length > 0) throw validationFailed({}, issues);
  return kinds.map((kind) => known.get(kind)!);
}
