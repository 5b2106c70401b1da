import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Problem } from '../../../platform/errors/index.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import type { EmployeeView } from '../employee/employee.view.js';
import { lastAdministrator, statusNotAllowed } from '../org.errors.js';
import { Administrators } from '../role/administrators.js';
import type { BelongingDetailView, BelongingsView, BelongingView, LeaverDutyView } from './belongings.view.js';
import { Duties, type Duty } from './duties.js';
import { departureOfOneself, employeeStillOwns } from './leaving.errors.js';
import { OwnershipHolders } from './ownership-holder.js';

/** So many duties of a kind are named. */
const NAMED = 100;

/** What a person owns and does for others (ORG-07). */
@Injectable()
export class BelongingsService {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly holders: OwnershipHolders,
    private readonly duties: Duties,
    private readonly administrators: Administrators,
  ) {}

  async preview(ctx: Ctx, id: string, receiverIds: string[]): Promise<BelongingsView> {
    const employee = await this.employees.view(ctx, id);
    const receivers = (await this.employees.working(ctx, receiverIds)).map((each) => each.id);
    const items: BelongingDetailView[] = [];
    for (const belonging of await this.of(ctx, id)) {
      const holder = this.holders.find(belonging.kind)!;
      items.push({ ...belonging, pooled: holder.pooled, receivers: await holder.receivers(ctx, id, receivers) });
    }
    const duties: LeaverDutyView[] = [];
    for (const duty of this.duties.all()) duties.push(await dutyView(ctx, duty, id));
    return {
      employeeId: id,
      name: employee.name,
      status: employee.status,
      items,
      duties: duties.filter((duty) => duty.items.length > 0),
      blockers: (await this.blockers(ctx, employee)).map((each) => ({ code: each.code, detail: each.detail(ctx.locale) })),
    };
  }

  /** Kinds of which the person owns something. */
  async of(ctx: Ctx, id: string): Promise<BelongingView[]> {
    const counts = await this.holders.belongings(ctx, id);
    return [...counts].map(([kind, count]) => ({ kind, label: this.holders.find(kind)!.label[ctx.locale], count }));
  }

  /** @throws employeeStillOwns */
  async mustBeNone(ctx: Ctx, id: string): Promise<void> {
    const left = await this.of(ctx, id);
    if (left.length > 0) throw employeeStillOwns({ belongings: left.map(({ label, count }) => `${count} ${label}`).join(', ') });
  }

  /** Why the person cannot leave now, whatever the plan. */
  async blockers(ctx: Ctx, { id, status }: Pick<EmployeeView, 'id' | 'status'>): Promise<Problem[]> {
    return [
      ...(status === 'left' ? [statusNotAllowed()] : []),
      ...(id === ctx.actor.employeeId ? [departureOfOneself()] : []),
      ...((await this.administrators.remainWithout(ctx, id)) ? [] : [lastAdministrator()]),
    ];
  }
}

async function dutyView(ctx: Ctx, duty: Duty, employeeId: string): Promise<LeaverDutyView> {
  const found = await duty.of(ctx, employeeId, NAMED + 1);
  return {
    kind: duty.kind,
    label: duty.label[ctx.locale],
    items: found.slice(0, NAMED).map(({ id, name }) => ({ id, name })),
    hasMore: found.length > NAMED,
  };
}
