import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { BelongingsService } from '../leaving/belongings.service.js';
import { SuspendedEmployeeView } from '../leaving/belongings.view.js';
import { employeeStillOwns } from '../leaving/leaving.errors.js';
import { LeavingService } from '../leaving/leaving.service.js';
import { employeeNotFound, lastAdministrator, statusNotAllowed } from '../org.errors.js';
import { EmployeeStatusService } from './employee-status.service.js';
import { EmployeeView } from './employee.view.js';
import { EmployeesService } from './employees.service.js';

@ApiTags('Employees')
@Controller('employees')
export class EmployeeStatusController {
  constructor(
    private readonly statuses: EmployeeStatusService,
    private readonly employees: EmployeesService,
    private readonly belongings: BelongingsService,
    private readonly leaving: LeavingService,
  ) {}

  /**
   * Suspend an employee: every session of theirs here ends with its next request.
   *
   * They keep what they own; the answer says what nobody looks after meanwhile.
   */
  @Post(':id/suspension')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @HttpCode(200)
  @Fails(employeeNotFound, statusNotAllowed, lastAdministrator)
  async suspend(@Context() ctx: Ctx, @Param('id') id: string): Promise<SuspendedEmployeeView> {
    await this.statuses.suspend(ctx, id);
    return { ...(await this.employees.get(ctx, id)), leftBehind: await this.belongings.of(ctx, id) };
  }

  /** End a suspension. */
  @Delete(':id/suspension')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @Fails(employeeNotFound, statusNotAllowed)
  async resume(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeView> {
    await this.statuses.resume(ctx, id);
    return this.employees.get(ctx, id);
  }

  /**
   * Let an employee leave who owns nothing: roles and leaderships end, their subordinates report to their superior.
   *
   * `POST /employees/{id}/departures` hands over what somebody owns.
   */
  @Post(':id/departure')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @HttpCode(200)
  @Fails(employeeNotFound, employeeStillOwns, statusNotAllowed, lastAdministrator)
  async leave(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeView> {
    await this.leaving.leave(ctx, id);
    return this.employees.get(ctx, id);
  }

  /** Let somebody who has left return to work, without any role. */
  @Delete(':id/departure')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @Fails(employeeNotFound, statusNotAllowed)
  async return(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeView> {
    await this.statuses.return(ctx, id);
    return this.employees.get(ctx, id);
  }
}
