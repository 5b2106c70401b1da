import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { NumberRuleQueries, type Lane } from './number-rule.queries.js';
import { dayIn, numberText, periodOf, type NumberRule } from './number-rule.js';
import { numberedOf, type Numbered } from './numbered.js';

/** So many transactions number records at once where gaps may be. */
const LANES = 16;
/** A batch leaves lanes to others. */
const MOST_OF_A_BATCH = 8;
/** Numbers looked at together where many have been typed in. */
const WIDEST = 4000;

export const lanesOf = ({ gapFree }: Pick<NumberRule, 'gapFree'>): number => (gapFree ? 1 : LANES);

/** Gives records their numbers (DICT-05). */
@Injectable()
export class NumberRules {
  constructor(private readonly queries: NumberRuleQueries) {}

  /**
   * Numbers for so many records that this transaction is about to write, in ascending order. They go back with it if it is
   * rolled back. Where the rule is gap-free, others who create such records wait until this transaction ends, so ask for
   * numbers as late as you can. Numbers that stand in records already are passed over.
   * @throws Error when the object takes no numbers, see `registerNumbered`
   */
  async next(ctx: Ctx, object: string, count = 1): Promise<string[]> {
    const numbered = numberedOf(object);
    if (!numbered) throw new Error(`Records of ${object} bear no numbers`);
    const rule = await this.queries.hold(ctx, numbered, 'use');
    const day = dayIn(ctx);
    const period = periodOf(rule.reset, day);
    const lanes = await this.lanes(ctx, object, rule, period, count);
    const { numbers, left } = await this.draw(ctx, numbered, lanes, { rule, day, count });
    await this.queries.advance(ctx, object, period, left);
    return numbers;
  }

  private async lanes(ctx: Ctx, object: string, rule: NumberRule, period: string, count: number): Promise<Lane[]> {
    const most = Math.min(count, MOST_OF_A_BATCH);
    const lanes = await this.queries.lanes(ctx, object, period, most);
    if (lanes.length > 0) return lanes;
    await this.queries.open(ctx, object, lanesOf(rule), [{ period, next: rule.start }]);
    return this.queries.lanes(ctx, object, period, most);
  }

  /** One look at the records, unless somebody has typed in what comes next; then ever larger steps until all is found. */
  private async draw(
    ctx: Ctx,
    numbered: Numbered,
    lanes: readonly Lane[],
    { rule, day, count }: { rule: NumberRule; day: string; count: number },
  ): Promise<{ numbers: string[]; left: Lane[] }> {
    const step = lanesOf(rule);
    const numbers: string[] = [];
    let left = [...lanes];
    for (let width = count; numbers.length < count; width = Math.min(width * 4, WIDEST)) {
      const offered = drawLowest(left, step, width).drawn.map((n) => numberText(rule.pattern, day, n));
      const taken = await this.queries.taken(ctx, numbered, offered);
      let passed = 0;
      for (; passed < offered.length && numbers.length < count; passed++) {
        if (!taken.has(offered[passed]!)) numbers.push(offered[passed]!);
      }
      left = drawLowest(left, step, passed).left;
    }
    return { numbers, left };
  }
}

/** The lowest numbers that these lanes have, and what they have next. */
export function drawLowest(lanes: readonly Lane[], step: number, count: number): { drawn: number[]; left: Lane[] } {
  const offers = lanes.flatMap(({ lane, next }) => Array.from({ length: count }, (_, n) => ({ lane, number: next + n * step })));
  const chosen = offers.sort((a, b) => a.number - b.number).slice(0, count);
  const taken = Map.groupBy(chosen, ({ lane }) => lane);
  return {
    drawn: chosen.map(({ number }) => number),
    left: lanes.map(({ lane, next }) => ({ lane, next: next + (taken.get(lane)?.length ?? 0) * step })),
  };
}
