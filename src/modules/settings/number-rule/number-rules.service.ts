import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { objectDescriptor } from '../../../platform/records/index.js';
import { numberRuleNotFound } from '../settings.errors.js';
import { NumberRuleQueries, type UpcomingNumber } from './number-rule.queries.js';
import type { UpdateNumberRuleRequest } from './number-rule.requests.js';
import { dayIn, numberText, patternFault, periodOf, type NumberRule, type PatternFault } from './number-rule.js';
import type { NumberRuleListView, NumberRuleView } from './number-rule.view.js';
import { lanesOf } from './number-rules.js';
import { allNumbered, numberedOf, type Numbered } from './numbered.js';

const FAULTS: Record<PatternFault, Text> = {
  PATTERN_MALFORMED: text(
    "大括号内只能是 '{YYYY}'、'{YY}'、'{MM}'、'{DD}'、'{seq:位数}'",
    "Only '{YYYY}', '{YY}', '{MM}', '{DD}' and '{seq:digits}' stand in braces.",
  ),
  PATTERN_NEEDS_ONE_SEQUENCE: text(
    "须且只能有一个流水号,如 '{seq:4}',1 至 12 位",
    "There must be one sequence such as '{seq:4}', of 1 to 12 digits.",
  ),
  PATTERN_TOO_LONG: text('编号最长 50 个字符', 'Numbers have 50 characters at most.'),
  PATTERN_LACKS_DATE: text(
    '流水号重新开始时,编号中须有相应的日期,否则会重复',
    'Where the sequence begins anew, the pattern must show the date, or numbers would repeat.',
  ),
};

/** Number rules as administrators see and change them (DICT-05). */
@Injectable()
export class NumberRulesService {
  constructor(
    private readonly queries: NumberRuleQueries,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx): Promise<NumberRuleListView> {
    const rules = await this.queries.all(ctx);
    const upcoming = await this.queries.upcoming(ctx);
    const items = allNumbered().map((numbered) => viewOf(ctx, numbered, rules.get(numbered.object), upcoming));
    return { items, page: { nextCursor: null, hasMore: false } };
  }

  /** @throws numberRuleNotFound for an object that takes no numbers */
  async get(ctx: Ctx, object: string): Promise<NumberRuleView> {
    const numbered = mustTakeNumbers(object);
    const rules = await this.queries.all(ctx);
    return viewOf(ctx, numbered, rules.get(object), await this.queries.upcoming(ctx, object));
  }

  /** Numbers go on where they are: none that was given is given again. @throws numberRuleNotFound, versionMismatch, validationFailed */
  async update(ctx: Ctx, object: string, request: UpdateNumberRuleRequest, ifMatch?: number): Promise<NumberRuleView> {
    const before = await this.queries.hold(ctx, mustTakeNumbers(object), 'change');
    if (ifMatch !== undefined && ifMatch !== before.version) throw versionMismatch({ currentVersion: before.version });
    const { pattern = before.pattern, reset = before.reset, gapFree = before.gapFree, start = before.start } = request;
    const after = { pattern, reset, gapFree, start, version: before.version };
    const fault = patternFault(after);
    if (fault) throw validationFailed({}, [{ pointer: '/pattern', code: fault, message: FAULTS[fault] }]);
    await this.carryOn(ctx, object, before, after);
    await this.queries.update(ctx, object, after);
    const shown = ({ version: _version, ...rule }: NumberRule): object => rule;
    await this.audit.record(ctx, {
      action: 'numberRule.updated',
      object: 'numberRule',
      before: { object, ...shown(before) },
      after: { object, ...shown(after) },
    });
    return this.get(ctx, object);
  }

  /**
   * Opens all sequences anew with the lanes of the new rule, behind the last number of the old one. The current period's
   * goes on where the old rule's has got to: its numbers may look the same.
   */
  private async carryOn(ctx: Ctx, object: string, before: NumberRule, after: NumberRule): Promise<void> {
    const day = dayIn(ctx);
    const reached = new Map((await this.queries.upcoming(ctx, object)).map(({ period, highest }) => [period, highest]));
    const old = reached.get(periodOf(before.reset, day));
    const current = periodOf(after.reset, day);
    if (old !== undefined) reached.set(current, Math.max(old, after.start, reached.get(current) ?? 0));
    await this.queries.close(ctx, object);
    // the other periods of this year may come back with another change
    const alive = [...reached].filter(([period]) => period === '' || period >= day.slice(0, 4));
    await this.queries.open(
      ctx,
      object,
      lanesOf(after),
      alive.map(([period, next]) => ({ period, next })),
    );
  }
}

/** @throws numberRuleNotFound */
function mustTakeNumbers(object: string): Numbered {
  const numbered = numberedOf(object);
  if (!numbered) throw numberRuleNotFound();
  return numbered;
}

function viewOf(
  ctx: Ctx,
  { object, field, rule: usual }: Numbered,
  known: NumberRule | undefined,
  upcoming: readonly UpcomingNumber[],
): NumberRuleView {
  const rule = known ?? { ...usual, version: 1 };
  const day = dayIn(ctx);
  const period = periodOf(rule.reset, day);
  const sequence = upcoming.find((each) => each.object === object && each.period === period)?.lowest ?? rule.start;
  return {
    object,
    label: objectDescriptor(object)?.label[ctx.locale] ?? object,
    field,
    ...rule,
    next: numberText(rule.pattern, day, sequence),
  };
}
