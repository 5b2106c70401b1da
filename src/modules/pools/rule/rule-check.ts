import { Injectable } from '@nestjs/common';
import { ConditionInvalid, parseCondition, type Condition, type FieldCatalogue } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { catalogueFor, conditionProblem, CustomFields } from '../../../platform/records/index.js';
import { poolableOf, type Poolable } from '../poolable.js';
import { targetPoolInvalid } from './rule.errors.js';
import { RuleQueries } from './rule.queries.js';
import type { PoolRulesRequest, ReclaimTargetRequest } from './rules.requests.js';
import type { PoolRules, ReclaimLine, ReclaimTarget } from './rules.js';

const NOT_ALLOWED = { code: 'NOT_ALLOWED', message: text('不是允许的取值', 'This is not one of the allowed values.') };
const NOT_UNIQUE = { code: 'NOT_UNIQUE', message: text('键重复', 'Another line has this key.') };
const TOO_FEW = { code: 'TOO_FEW', message: text('启用回收至少需要一条规则', 'Reclaiming needs at least one line.') };
const BEYOND_MAXIMUM = {
  code: 'TOO_LARGE',
  message: text('不能超过最长保护天数', 'This is longer than the longest protection.'),
};

/** What the shape of rules cannot say: conditions fit the records, lines are told apart, the target can take what comes. */
@Injectable()
export class RuleCheck {
  constructor(
    private readonly queries: RuleQueries,
    private readonly customFields: CustomFields,
  ) {}

  /**
   * The rules with their conditions as they are kept.
   * @throws validationFailed with a pointer to each fault; targetPoolInvalid
   */
  async checked(ctx: Ctx, object: string, poolId: string, rules: PoolRulesRequest): Promise<PoolRules> {
    const poolable = poolableOf(object);
    const catalogue = catalogueFor(ctx, poolable.descriptor, await this.customFields.of(ctx, object), { withHidden: true });
    const reader = new ConditionReader(catalogue);
    const parsed = withConditions(rules, reader);
    const issues = [...lineIssues(rules.reclaim.lines, poolable), ...amountIssues(rules), ...reader.issues];
    if (issues.length > 0) throw validationFailed({}, issues);
    await this.checkTarget(ctx, object, poolId, parsed);
    return parsed;
  }

  private async checkTarget(ctx: Ctx, object: string, poolId: string, { reclaim: { target } }: PoolRules): Promise<void> {
    if (target.kind !== 'pool' || target.poolId === poolId) return;
    if (await this.queries.isActivePool(ctx, target.poolId, object)) return;
    throw targetPoolInvalid({}, [
      { pointer: '/reclaim/target/poolId', code: targetPoolInvalid.code, message: targetPoolInvalid.message },
    ]);
  }
}

/** Reads conditions against a catalogue and gathers what is wrong with all of them. */
class ConditionReader {
  readonly issues: Issue[] = [];

  constructor(private readonly catalogue: FieldCatalogue) {}

  /** `{ [key]: condition }` to be spread, or nothing. */
  read<K extends string>(key: K, input: Condition | undefined, pointer: string): { [P in K]?: Condition } {
    if (input === undefined) return {};
    try {
      return { [key]: parseCondition(input, this.catalogue, pointer) } as { [P in K]: Condition };
    } catch (error) {
      if (!(error instanceof ConditionInvalid)) throw error;
      this.issues.push(...conditionProblem(error, '').issues);
      return {};
    }
  }
}

function withConditions({ claim, reclaim, protection }: PoolRulesRequest, reader: ConditionReader): PoolRules {
  return {
    claim: { ...claim, ...reader.read('condition', claim.condition, '/claim/condition') },
    reclaim: {
      ...reclaim,
      lines: reclaim.lines.map((line, index) => ({
        ...line,
        ...reader.read('condition', line.condition, `/reclaim/lines/${index}/condition`),
      })),
      ...reader.read('exempt', reclaim.exempt, '/reclaim/exempt'),
      target: targetOf(reclaim.target),
    },
    protection,
  };
}

/** The shape has been validated: a pool is named exactly where one is wanted, or an issue says so. */
const targetOf = ({ kind, poolId = '' }: ReclaimTargetRequest): ReclaimTarget => (kind === 'pool' ? { kind, poolId } : { kind });

function lineIssues(lines: readonly ReclaimLine[], { activities }: Poolable): Issue[] {
  const keys = lines.map((line) => line.key.toLowerCase());
  return lines.flatMap(({ since }, index) => [
    ...(since === 'owned' || Object.hasOwn(activities, since)
      ? []
      : [{ pointer: `/reclaim/lines/${index}/since`, ...NOT_ALLOWED }]),
    ...(keys.indexOf(keys[index]!) === index ? [] : [{ pointer: `/reclaim/lines/${index}/key`, ...NOT_UNIQUE }]),
  ]);
}

function amountIssues({ reclaim, protection }: PoolRulesRequest): Issue[] {
  const lengths = ['defaultDays', 'followUpDays', 'manualDays'] as const;
  return [
    ...(reclaim.enabled && reclaim.lines.length === 0 ? [{ pointer: '/reclaim/lines', ...TOO_FEW }] : []),
    ...(reclaim.target.kind !== 'pool' && reclaim.target.poolId !== undefined
      ? [{ pointer: '/reclaim/target/poolId', ...NOT_ALLOWED }]
      : []),
    ...lengths
      .filter((key) => protection[key] > protection.maxDays)
      .map((key) => ({ pointer: `/protection/${key}`, ...BEYOND_MAXIMUM })),
  ];
}
