import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { employeeNotFound } from '../org.errors.js';
import { SetDutyRequest } from './duty.requests.js';
import { DutyService } from './duty.service.js';
import { DutyView } from './duty.view.js';

@ApiTags('Employees')
@Controller('employees/:id/duty')
export class DutiesController {
  constructor(private readonly duties: DutyService) {}

  /** Read whether an employee takes new records that rules assign. */
  @Get()
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<DutyView> {
    return this.duties.get(ctx, id);
  }

  /** Switch whether an employee takes new records that rules assign, for good or until a time. */
  @Put()
  @Can('update', 'employee')
  @Fails(employeeNotFound)
  set(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: SetDutyRequest): Promise<DutyView> {
    return this.duties.set(ctx, id, body);
  }
}
