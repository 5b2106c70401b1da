import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import { employeeNotFound, lastAdministrator, reportingCycle, statusNotAllowed } from '../org.errors.js';
import { BelongingsService } from './belongings.service.js';
import { BelongingsView } from './belongings.view.js';
import { BelongingsRequest, CreateDepartureRequest } from './departure.requests.js';
import { DeparturesService } from './departures.service.js';
import { departureOfOneself, departurePlanInvalid, departureRunning } from './leaving.errors.js';

@ApiTags('Employees')
@Controller('employees/:id')
export class DeparturesController {
  constructor(
    private readonly belongings: BelongingsService,
    private readonly departures: DeparturesService,
  ) {}

  /** Read what an employee owns and does for others, before they leave. */
  @Get('belongings')
  @Can('update', 'employee')
  @Fails(employeeNotFound)
  preview(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: BelongingsRequest): Promise<BelongingsView> {
    return this.belongings.preview(ctx, id, query.receivers ?? []);
  }

  /**
   * Hand over everything that an employee owns, and let them leave.
   *
   * A job suspends them at once, so that nothing more comes to them, hands over kind by kind in batches, and ends their
   * employment when nothing is left. Its result says who got how many. A job that fails leaves the person suspended; a
   * second departure goes on with what is left.
   */
  @Post('departures')
  @Can('update', 'employee')
  @SteppedUp({ orKey: true })
  @HttpCode(202)
  @Accepted()
  @Fails(
    employeeNotFound,
    statusNotAllowed,
    lastAdministrator,
    departureOfOneself,
    departurePlanInvalid,
    departureRunning,
    reportingCycle,
    referenceInvalid,
  )
  start(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: CreateDepartureRequest): Promise<JobView> {
    return this.departures.start(ctx, id, body);
  }
}
