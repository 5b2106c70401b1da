import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { PoolAccess } from '../pool/pool-access.js';
import { poolableOf } from '../poolable.js';
import { StatisticsQueries, type LostRow, type Span, type TakenRow } from './statistics.queries.js';
import type { StatisticsQuery } from './statistics.requests.js';
import type { PersonStatisticsListView, PersonStatisticsView, PoolStatisticsView } from './statistics.view.js';

const MOST_DAYS = 366;
const USUAL_DAYS = 30;
const NO_SUCH_DAY = text('没有这一天', 'There is no such day.');
const WRONG_PERIOD = text('时间段应为 1 至 366 天', 'Ask for 1 to 366 days.');

/** What came into a pool, what left it and what became of it (POOL-12). */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly pools: PoolAccess,
    private readonly queries: StatisticsQueries,
  ) {}

  /** For those who run the pool. @throws poolNotFound, forbidden, validationFailed */
  async ofPool(ctx: Ctx, poolId: string, query: StatisticsQuery): Promise<PoolStatisticsView> {
    const pool = await this.pools.find(ctx, 'configure', poolId);
    const { span, from, to } = spanOf(ctx, query);
    const poolable = poolableOf(pool.object);
    const [all] = await this.queries.taken(ctx, poolable, pool.id, span);
    const ages = await this.queries.ages(ctx, poolable, pool.id);
    return {
      from,
      to,
      in: await this.queries.into(ctx, pool.id, span),
      out: await this.queries.outOf(ctx, pool.id, span),
      stock: { count: ages.reduce((sum, { count }) => sum + count, 0), ages },
      ...figuresOf(all),
    };
  }

  /** Everybody's for those who run the pool; one's own for its members. @throws poolNotFound, validationFailed */
  async ofPeople(ctx: Ctx, poolId: string, query: StatisticsQuery): Promise<PersonStatisticsListView> {
    const pool = await this.pools.find(ctx, 'read', poolId);
    const only = (await this.pools.permits(ctx, 'configure', pool.id)) ? undefined : ctx.actor.employeeId;
    const { span } = spanOf(ctx, query);
    const taken = await this.queries.taken(ctx, poolableOf(pool.object), pool.id, span, only);
    const lost = await this.queries.lost(ctx, pool.id, span, only);
    return { items: people(taken, lost), page: { nextCursor: null, hasMore: false } };
  }
}

/** Whoever took or lost something; who only lost took nothing. */
function people(taken: readonly TakenRow[], lost: readonly LostRow[]): PersonStatisticsView[] {
  const lostBy = Map.groupBy(lost, (row) => row.employeeId);
  const named = new Map<string, { name: string; row?: TakenRow }>();
  for (const row of taken) if (row.employeeId !== null) named.set(row.employeeId, { name: row.employeeName ?? '', row });
  for (const row of lost) if (!named.has(row.employeeId)) named.set(row.employeeId, { name: row.employeeName });
  return [...named].map(([employeeId, { name, row }]) => ({
    employeeId,
    employeeName: name,
    ...figuresOf(row),
    lost: (lostBy.get(employeeId) ?? []).map(({ kind, count }) => ({ kind, count })),
  }));
}

const figuresOf = (
  row: TakenRow | undefined,
): Pick<TakenRow, 'taken' | 'contacted' | 'medianMinutes' | 'p90Minutes' | 'converted'> => ({
  taken: row?.taken ?? 0,
  contacted: row?.contacted ?? 0,
  medianMinutes: row?.medianMinutes ?? null,
  p90Minutes: row?.p90Minutes ?? null,
  converted: row?.converted ?? null,
});

function spanOf(ctx: Ctx, query: StatisticsQuery): { span: Span; from: string; to: string } {
  const today = DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).startOf('day');
  const last = query.to === undefined ? today : dayOf(ctx, query.to, '?to');
  const first = query.from === undefined ? last.minus({ days: USUAL_DAYS - 1 }) : dayOf(ctx, query.from, '?from');
  const days = Math.round(last.diff(first, 'days').days) + 1;
  if (days < 1 || days > MOST_DAYS) throw invalid(query.to === undefined ? '?from' : '?to', 'WRONG_PERIOD', WRONG_PERIOD);
  const span = { since: first.toUTC().toISO()!, before: last.plus({ days: 1 }).toUTC().toISO()! };
  return { span, from: first.toISODate()!, to: last.toISODate()! };
}

function dayOf(ctx: Ctx, day: string, pointer: string): DateTime {
  const found = DateTime.fromISO(day, { zone: ctx.zone });
  if (!found.isValid || found.year < 1970 || found.year > 2199) throw invalid(pointer, 'NOT_A_DATE', NO_SUCH_DAY);
  return found;
}

const invalid = (pointer: string, code: string, message: Text): Error => validationFailed({}, [{ pointer, code, message }]);
