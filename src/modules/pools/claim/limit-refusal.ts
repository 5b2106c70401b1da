import type { Problem, ProblemKind } from '../../../platform/errors/index.js';
import { dailyLimitReached, holdingLimitReached, levelLimitReached, totalLimitReached } from '../pools.errors.js';
import type { Limit, Room } from './room.js';

const LIMIT_REACHED: Record<Limit, ProblemKind> = {
  dailyLimit: dailyLimitReached,
  totalLimit: totalLimitReached,
  holdingLimit: holdingLimitReached,
};

/** The limit that leaves no room for one more record of this level; `labels` are those of the levels. */
export function limitRefusal(room: Room, level: string | null, labels: ReadonlyMap<string, string>): Problem | undefined {
  if (room.barrier) return LIMIT_REACHED[room.barrier]();
  return level !== null && room.isFullOf(level) ? levelFull(level, labels) : undefined;
}

/** Names the level for people and, as the rules name it, for programs. */
export const levelFull = (level: string, labels: ReadonlyMap<string, string>): Problem =>
  levelLimitReached({ level, label: labels.get(level) ?? level });
