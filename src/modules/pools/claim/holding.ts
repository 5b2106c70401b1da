import sql, { raw, type Sql } from 'sql-template-tag';
import { levelSql, type Poolable } from '../poolable.js';
import type { ClaimRules } from '../rule/rules.js';
import type { Left } from './room.js';

/** What a person owns of a kind of record, as far as it is in play. */
export interface Held {
  holding: number;
  /** How many there are of each level; empty where no limit asks for it. */
  levels: Record<string, number>;
}

/** The limits of how much people own (POOL-02). */
export type HeldTo = Pick<ClaimRules, 'holdingLimit' | 'holdingLimits'>;

/** How many records in play a person owns, and with `byLevel` how many of each level. Index: <table>_by_owner. */
export function holdingSql(poolable: Poolable, ownerId: Sql, byLevel: boolean): Sql {
  const owned = sql`FROM ${raw(poolable.descriptor.table)} r WHERE r.owner_id = ${ownerId} AND ${poolable.inPlay}`;
  if (!byLevel) return sql`SELECT count(*) AS holding, '{}'::jsonb AS levels ${owned}`;
  return sql`SELECT coalesce(sum(g.n), 0)::bigint AS holding, coalesce(jsonb_object_agg(g.level, g.n) FILTER (WHERE g.level IS NOT NULL), '{}') AS levels
    FROM (SELECT ${levelSql(poolable)} AS level, count(*) AS n ${owned} GROUP BY 1) g`;
}

/** Of the holding limits alone. */
export const heldLeftOf = ({ holdingLimit, holdingLimits = [] }: HeldTo, { holding, levels }: Held): Left => ({
  ...(holdingLimit === undefined ? {} : { holdingLimit: holdingLimit - holding }),
  levels: Object.fromEntries(holdingLimits.map(({ level, limit }) => [level, limit - (levels[level] ?? 0)])),
});

/** Whether rules limit how much people own at all. */
export const limitsHolding = ({ holdingLimit, holdingLimits = [] }: HeldTo): boolean =>
  holdingLimit !== undefined || holdingLimits.length > 0;

/** Of several rules the lowest limit of each kind: who stays within it is within all of them. */
export function lowestLimits(rules: readonly HeldTo[]): HeldTo {
  const totals = rules.flatMap(({ holdingLimit }) => holdingLimit ?? []);
  const byLevel = new Map<string, number>();
  for (const { level, limit } of rules.flatMap(({ holdingLimits = [] }) => holdingLimits))
    byLevel.set(level, Math.min(limit, byLevel.get(level) ?? limit));
  return {
    ...(totals.length === 0 ? {} : { holdingLimit: Math.min(...totals) }),
    holdingLimits: [...byLevel].map(([level, limit]) => ({ level, limit })),
  };
}
