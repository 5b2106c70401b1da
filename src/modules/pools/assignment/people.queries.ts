import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { onDutySql } from '../../org/index.js';
import { takeTurns } from '../claim/turns.js';
import { Room } from '../claim/room.js';
import { heldLeftOf, limitsHolding } from '../claim/holding.js';
import { leftOf, midnight, UsageQueries, type Usage } from '../claim/usage.queries.js';
import type { Poolable } from '../poolable.js';
import type { RuleInForce } from '../rule/rule-in-force.js';
import type { ClaimRules } from '../rule/rules.js';
import type { AssignmentLine } from './assignment-rules.js';
import type { PlannedLine, PlannedPerson } from './plan.js';

interface Member extends Record<string, unknown> {
  line: string;
  id: string;
  name: string;
  weight: number;
  active: boolean;
  onDuty: boolean;
}

/** What people got today: in all, and by lines of this pool. */
interface Today {
  all: number;
  lines: Record<string, number>;
}

/** Who may get records by the lines of a pool's assignment rules, and how many. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly usage: UsageQueries) {}

  /**
   * The lines as they are planned with. With `lock`, claims and other assignments of these people wait until the transaction
   * ends. A fixed number of statements, however many people there are.
   */
  async lines(
    ctx: Ctx,
    poolable: Poolable,
    rule: RuleInForce,
    turns: Map<string, Record<string, number>>,
    lock: boolean,
  ): Promise<PlannedLine[]> {
    const lines = rule.rules.assignment?.lines ?? [];
    const members = await this.members(ctx, lines);
    const able = [...new Set(members.filter(({ active, onDuty }) => active && onDuty).map(({ id }) => id))];
    if (lock && binding(rule.rules.claim)) await takeTurns(ctx, poolable.object, able);
    const usage = needsUsage(rule) ? await this.usage.of(ctx, poolable, rule, able) : new Map<string, Usage>();
    const today = await this.today(ctx, poolable, rule, able);
    const people = new Map(
      members.map((member) => [member.id, personOf(member, rule.rules.claim, usage.get(member.id), today.get(member.id))]),
    );
    return lines.map((line) => ({
      line,
      turns: turns.get(line.key) ?? {},
      people: members
        .filter((member) => member.line === line.key)
        .map(({ id, weight }) => ({
          person: people.get(id)!,
          weight,
          quotaLeft: line.dailyQuota === undefined ? undefined : line.dailyQuota - (today.get(id)?.lines[line.key] ?? 0),
        })),
    }));
  }

  /** In the order in which a line names its candidates; who is named several times stands at the first place with the largest weight. */
  private members(ctx: Ctx, lines: readonly AssignmentLine[]): Promise<Member[]> {
    const named = lines.flatMap(({ key, candidates }) =>
      candidates.map(({ id, weight = 1 }, position) => ({ line: key, id, weight, position })),
    );
    return ctx.db.query<Member>(sql`
      SELECT m.line, e.id, e.name, m.weight, e.status = 'active' AS active, ${onDutySql(ctx)} AS "onDuty"
      FROM (
        SELECT c.line, g.employee_id, max(c.weight) AS weight, min(c.position) AS position
        FROM jsonb_to_recordset(${JSON.stringify(named)}::jsonb) AS c(line text, id uuid, weight integer, position integer)
        JOIN employee_groups g ON g.tenant_id = ${ctx.tenantId}::uuid AND g.group_id = c.id GROUP BY c.line, g.employee_id
      ) m JOIN employees e ON e.tenant_id = ${ctx.tenantId}::uuid AND e.id = m.employee_id AND e.status <> 'left' AND e.kind = 'person'
      ORDER BY m.line, m.position, e.id`);
  }

  private async today(
    ctx: Ctx,
    { object }: Poolable,
    { poolId, rules }: RuleInForce,
    ids: readonly string[],
  ): Promise<Map<string, Today>> {
    const lines = rules.assignment?.lines ?? [];
    if (!lines.some((line) => line.dailyQuota !== undefined || line.strategy === 'leastAssignedToday')) return new Map();
    const rows = await ctx.db.query<{ id: string; all: number; lines: Record<string, number> }>(sql`
      SELECT c.id, sum(c.n)::integer AS "all", coalesce(jsonb_object_agg(c.line, c.n) FILTER (WHERE c.line IS NOT NULL), '{}') AS lines
      FROM (
        SELECT l.to_owner_id AS id, CASE WHEN l.from_pool_id = ${poolId}::uuid THEN l.rule_key END AS line, count(*) AS n
        FROM ownership_ledger l
        WHERE l.to_owner_id = ANY (${[...ids]}::uuid[]) AND l.kind = 'assigned' AND l.at >= ${midnight(ctx)} AND l.object = ${object}
        GROUP BY 1, 2
      ) c GROUP BY c.id`);
    return new Map(rows.map(({ id, ...today }) => [id, today]));
  }
}

/** Whether a limit that claims have binds assignments as well: daily and total ones where the rules count assigned records. */
const binding = (claim: ClaimRules): boolean =>
  limitsHolding(claim) || (claim.counts.assigned && (claim.dailyLimit ?? claim.totalLimit) !== undefined);

const needsUsage = ({ rules }: RuleInForce): boolean =>
  binding(rules.claim) || (rules.assignment?.lines ?? []).some((line) => line.strategy === 'leastLoaded');

function personOf(member: Member, claim: ClaimRules, usage?: Usage, today?: Today): PlannedPerson {
  const left = claim.counts.assigned ? leftOf : heldLeftOf;
  return {
    id: member.id,
    name: member.name,
    lacks: !member.active ? 'notActive' : member.onDuty ? null : 'offDuty',
    room: new Room(usage ? left(claim, usage) : {}),
    load: usage?.holding ?? 0,
    today: today?.all ?? 0,
  };
}
