import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import { reportingCycle } from '../org.errors.js';
import type { HandOverRequest } from './departure.requests.js';
import { departurePlanInvalid } from './leaving.errors.js';
import { OwnershipHolders, type Destination } from './ownership-holder.js';

/** Who leaves, and where everything goes; a departure's job has it as its input. */
export interface DeparturePlan {
  employeeId: string;
  handOver: { kind: string; destination: Destination }[];
  successorId: string | null;
  reason: string;
}

const NO_SUCH_KIND = text('没有这一类', 'Nobody owns things of this kind.');
const NOT_POOLED = text('这一类不能退回池中', 'Things of this kind do not go into pools.');
const NOT_TO_ONESELF = text('不能交接给离职者本人', 'The person who leaves cannot take over.');
const NOT_AT_WORK = text('没有这名在职员工', 'There is no such active employee.');
const NOT_PLANNED = text('还有 {count} 项未安排去向:{label}', 'There is no plan for {count} things of this kind: {label}.');

/** Whether a plan can be carried out, asked before anything is done and again when it begins. */
@Injectable()
export class DeparturePlans {
  constructor(
    private readonly holders: OwnershipHolders,
    private readonly employees: EmployeeQueries,
  ) {}

  /** @throws departurePlanInvalid, reportingCycle */
  async check(ctx: Ctx, plan: DeparturePlan): Promise<void> {
    const issues = [...(await this.unplanned(ctx, plan))];
    for (const [n, { kind, destination }] of plan.handOver.entries()) {
      const found = await this.issuesOf(ctx, plan.employeeId, kind, destination);
      issues.push(...found.map((issue) => ({ ...issue, pointer: `/handOver/${n}${issue.pointer}` })));
    }
    if (plan.successorId !== null) issues.push(...(await this.people(ctx, plan.employeeId, [plan.successorId], '/successorId')));
    if (issues.length > 0) throw departurePlanInvalid({}, issues);
    await this.noCircle(ctx, plan);
  }

  private async issuesOf(ctx: Ctx, from: string, kind: string, destination: Destination): Promise<Issue[]> {
    const holder = this.holders.find(kind);
    if (!holder) return [{ pointer: '/kind', code: 'NO_SUCH_KIND', message: NO_SUCH_KIND }];
    if (destination.to === 'pools' && !holder.pooled) return [{ pointer: '/to', code: 'NOT_POOLED', message: NOT_POOLED }];
    const people = destination.to === 'people' ? await this.people(ctx, from, destination.employeeIds, '/employeeIds') : [];
    return people.length > 0 ? people : holder.check(ctx, from, destination);
  }

  /** Everything that the person owns has a place in the plan. */
  private async unplanned(ctx: Ctx, { employeeId, handOver }: DeparturePlan): Promise<Issue[]> {
    const planned = new Set(handOver.map(({ kind }) => kind));
    const counts = [...(await this.holders.belongings(ctx, employeeId))];
    return counts
      .filter(([kind]) => !planned.has(kind))
      .map(([kind, count]) => ({
        pointer: '/handOver',
        code: 'NOT_PLANNED',
        message: NOT_PLANNED,
        params: { count, label: this.holders.find(kind)!.label[ctx.locale] },
      }));
  }

  private async people(ctx: Ctx, from: string, ids: string[], pointer: string): Promise<Issue[]> {
    const active = await this.employees.activeAmong(ctx, ids);
    return ids.flatMap((id, n) => {
      const at = ids.length === 1 ? pointer : `${pointer}/${n}`;
      if (id === from) return [{ pointer: at, code: 'NOT_TO_ONESELF', message: NOT_TO_ONESELF }];
      return active.has(id) ? [] : [{ pointer: at, code: 'EMPLOYEE_NOT_FOUND', message: NOT_AT_WORK }];
    });
  }

  /** A successor who reports to a subordinate of the leaver would be above and below that person. */
  private async noCircle(ctx: Ctx, { employeeId, successorId }: DeparturePlan): Promise<void> {
    const line = successorId === null ? [] : await this.employees.lineBetween(ctx, successorId, employeeId);
    if (line.length <= 2) return;
    const names = [...line.slice(0, -1), line[0]!];
    throw reportingCycle({ names, path: names.join(' → ') });
  }
}

export const destinationOf = ({ to, employeeIds = [], beyondLimits = false, poolId }: HandOverRequest): Destination =>
  to === 'people' ? { to, employeeIds, beyondLimits } : { to, poolId: poolId ?? null };
