import { format, text, type Locale, type Text } from '../../../platform/i18n/locale.js';
import type { Strategy } from './assignment-rules.js';
import type { Lack, LackCounts, Placement, StayReason } from './plan.js';

const STRATEGY_WORDS: Record<Strategy, Text> = {
  roundRobin: text('轮流分配', 'in turn'),
  weighted: text('按权重分配', 'in turn by weights'),
  leastLoaded: text('持有最少者优先', 'to who owns fewest'),
  leastAssignedToday: text('今日分得最少者优先', 'to who got fewest today'),
};

const LACK_WORDS: Record<Lack, Text> = {
  notActive: text('{count} 人不在职', '{count} not active'),
  offDuty: text('{count} 人不在岗', '{count} off duty'),
  dailyQuota: text('{count} 人今日配额已满', '{count} at the daily quota'),
  dailyLimit: text('{count} 人今日领取已满', '{count} at the daily limit'),
  totalLimit: text('{count} 人领取总数已满', '{count} at the total limit'),
  holdingLimit: text('{count} 人持有已满', '{count} own as many as allowed'),
  levelLimit: text('{count} 人该级别持有已满', '{count} own as many of its level as allowed'),
  coolingDown: text('{count} 人在冷却期内', '{count} had it before'),
  lostLast: text('{count} 人刚失去它', '{count} had it last'),
};

const STAY_WORDS: Record<StayReason, Text> = {
  noLine: text('没有一条分配规则适用', 'No line of the rules applies to it.'),
  nobody: text('没有人可以分配', 'Nobody can take it.'),
  quarantined: text('该记录已被冻结', 'It is quarantined.'),
  outsideWorkingTime: text('不在工作时间,到工作时间再分配', 'It is assigned when working time begins.'),
};

const PLACED = text('“{line}”{strategy}', '“{line}”, {strategy}');

/** Why this person, in short, for the ledger: the line, its strategy, and what the others lacked. */
export function reasonOf({ line, lacked }: Pick<Placement, 'line' | 'lacked'>, locale: Locale): string {
  const placed = format(PLACED, locale, { line: line.name, strategy: format(STRATEGY_WORDS[line.strategy], locale) });
  return withLacks(placed, lacked, locale);
}

/** Why a record stays. */
export const stayWords = (reason: StayReason, lacked: LackCounts, locale: Locale): string =>
  withLacks(format(STAY_WORDS[reason], locale), lacked, locale);

function withLacks(words: string, lacked: LackCounts, locale: Locale): string {
  const lacks = Object.entries(lacked).map(([lack, count]) => format(LACK_WORDS[lack as Lack], locale, { count }));
  if (lacks.length === 0) return words;
  return locale === 'en' ? `${words} (${lacks.join(', ')})` : `${words}(${lacks.join(',')})`;
}
