import { Injectable } from '@nestjs/common';
import type { Condition } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { catalogueFor, ConditionReader, CustomFields } from '../../../platform/records/index.js';
import { poolableOf, type Poolable } from '../poolable.js';
import type { AssignmentLine } from '../assignment/assignment-rules.js';
import { MemberQueries } from '../pool/member.queries.js';
import { memberNotFound } from '../pools.errors.js';
import { targetPoolInvalid } from './rule.errors.js';
import { RuleQueries } from './rule.queries.js';
import type { PoolRulesRequest, ReclaimTargetRequest } from './rules.requests.js';
import { Levels } from './levels.js';
import type { LevelLimit, PoolRules, ReclaimLine, ReclaimTarget } from './rules.js';

const NOT_ALLOWED = { code: 'NOT_ALLOWED', message: text('不是允许的取值', 'This is not one of the allowed values.') };
const NO_SUCH_LEVEL = { code: 'NOT_ALLOWED', message: text('没有这个级别', 'There is no such level.') };
const LEVEL_TWICE = { code: 'NOT_UNIQUE', message: text('级别重复', 'This level has a limit already.') };
const NOT_UNIQUE = { code: 'NOT_UNIQUE', message: text('键重复', 'Another line has this key.') };
const TOO_FEW = { code: 'TOO_FEW', message: text('启用时至少需要一条规则', 'What is enabled needs at least one line.') };
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
    private readonly members: MemberQueries,
    private readonly levels: Levels,
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
    const candidates = await this.candidateIssues(ctx, rules.assignment?.lines ?? []);
    reader.assertNone([
      ...lineIssues(rules.reclaim.lines, poolable),
      ...amountIssues(rules),
      ...assignmentIssues(rules),
      ...candidates,
      ...(await this.levelIssues(ctx, poolable, rules.claim.holdingLimits ?? [])),
    ]);
    await this.checkTarget(ctx, object, poolId, parsed);
    return parsed;
  }

  private async candidateIssues(ctx: Ctx, lines: readonly AssignmentLine[]): Promise<Issue[]> {
    const all = lines.flatMap((line) => line.candidates);
    if (all.length === 0) return [];
    const existing = await this.members.existing(ctx, all);
    return lines.flatMap(({ candidates }, line) =>
      candidates.flatMap(({ kind, id }, n) =>
        existing.has(`${kind}:${id.toLowerCase()}`)
          ? []
          : [
              {
                pointer: `/assignment/lines/${line}/candidates/${n}/id`,
                code: memberNotFound.code,
                message: memberNotFound.message,
              },
            ],
      ),
    );
  }

  private async levelIssues(ctx: Ctx, poolable: Poolable, limits: readonly LevelLimit[]): Promise<Issue[]> {
    if (limits.length === 0) return [];
    const known = await this.levels.labels(ctx, poolable);
    const first = new Map(limits.map(({ level }, index) => [level, index] as const).toReversed());
    return limits.flatMap(({ level }, index) => {
      const wrong = !known.has(level) ? NO_SUCH_LEVEL : first.get(level) === index ? undefined : LEVEL_TWICE;
      return wrong ? [{ pointer: `/claim/holdingLimits/${index}/level`, ...wrong }] : [];
    });
  }

  private async checkTarget(ctx: Ctx, object: string, poolId: string, { reclaim: { target } }: PoolRules): Promise<void> {
    if (target.kind !== 'pool' || target.poolId === poolId) return;
    if (await this.queries.isActivePool(ctx, target.poolId, object)) return;
    throw targetPoolInvalid({}, [
      { pointer: '/reclaim/target/poolId', code: targetPoolInvalid.code, message: targetPoolInvalid.message },
    ]);
  }
}

/** The condition as it is kept, to be spread, or nothing. */
function kept<K extends string>(reader: ConditionReader, key: K, input: unknown, pointer: string): { [P in K]?: Condition } {
  const condition = input === undefined ? undefined : reader.read(input, pointer);
  return condition === undefined ? {} : ({ [key]: condition } as { [P in K]: Condition });
}

function withConditions(
  { claim, reclaim, protection, assignment, reveal }: PoolRulesRequest,
  reader: ConditionReader,
): PoolRules {
  return {
    claim: { ...claim, ...kept(reader, 'condition', claim.condition, '/claim/condition') },
    reclaim: {
      ...reclaim,
      lines: reclaim.lines.map((line, index) => ({
        ...line,
        ...kept(reader, 'condition', line.condition, `/reclaim/lines/${index}/condition`),
      })),
      ...kept(reader, 'exempt', reclaim.exempt, '/reclaim/exempt'),
      target: targetOf(reclaim.target),
    },
    protection,
    ...(assignment ? { assignment: { ...assignment, lines: assignmentLines(assignment.lines, reader) } } : {}),
    ...(reveal ? { reveal } : {}),
  };
}

const assignmentLines = (lines: readonly AssignmentLine[], reader: ConditionReader): AssignmentLine[] =>
  lines.map((line, index) => ({ ...line, ...kept(reader, 'condition', line.condition, `/assignment/lines/${index}/condition`) }));

/** The shape has been validated: a pool is named exactly where one is wanted, or an issue says so. */
const targetOf = ({ kind, poolId = '' }: ReclaimTargetRequest): ReclaimTarget => (kind === 'pool' ? { kind, poolId } : { kind });

function lineIssues(lines: readonly ReclaimLine[], { activities }: Poolable): Issue[] {
  const wrong = lines.flatMap(({ since }, index) =>
    since === 'owned' || Object.hasOwn(activities, since) ? [] : [{ pointer: `/reclaim/lines/${index}/since`, ...NOT_ALLOWED }],
  );
  return [...wrong, ...keyIssues(lines, '/reclaim/lines')];
}

const assignmentIssues = ({ assignment }: PoolRulesRequest): Issue[] =>
  !assignment
    ? []
    : [
        ...(assignment.enabled && assignment.lines.length === 0 ? [{ pointer: '/assignment/lines', ...TOO_FEW }] : []),
        ...keyIssues(assignment.lines, '/assignment/lines'),
      ];

/** Lines are told apart by their keys, whatever their case. */
function keyIssues(lines: readonly { key: string }[], pointer: string): Issue[] {
  const keys = lines.map((line) => line.key.toLowerCase());
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index ? [] : [{ pointer: `${pointer}/${index}/key`, ...NOT_UNIQUE }],
  );
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
