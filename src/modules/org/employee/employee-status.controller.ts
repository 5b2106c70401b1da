import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
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
  ) {}

  /** Suspend an employee: every session of theirs here ends with its next request. */
  @Post(':id/suspension')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @HttpCode(200)
  @Fails(employeeNotFound, statusNotAllowed, lastAdministrator)
  async suspend(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeView> {
    await this.statuses.suspend(ctx, id);
    return this.employees.get(ctx, id);
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

  /** Let an employee leave: roles and leaderships end, their subordinates report to their superior. */
  @Post(':id/departure')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @HttpCode(200)
  @Fails(employeeNotFound, statusNotAllowed, lastAdministrator)
  async leave(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeView> {
    await this.statuses.leave(ctx, id);
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
