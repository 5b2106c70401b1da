import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { Context, Fails } from '../http/index.js';
import { Accepted } from './accepted.decorator.js';
import { scheduleNotFound } from './job-errors.js';
import { JobView } from './job.view.js';
import { ScheduleListView } from './schedule.view.js';
import { SchedulesService } from './schedules.service.js';

@ApiTags('Jobs')
@Controller('schedules')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  /** List what is done regularly: when it last ran, how it ended, how long it took, when it runs next. */
  @Get()
  @Can('read', 'schedule')
  list(@Context() ctx: Ctx): Promise<ScheduleListView> {
    return this.schedules.list(ctx);
  }

  /** Start a schedule's job by hand, for this enterprise. */
  @Post(':kind/runs')
  @Can('run', 'schedule')
  @HttpCode(202)
  @Accepted()
  @Fails(scheduleNotFound)
  run(@Context() ctx: Ctx, @Param('kind') kind: string): JobView {
    return this.schedules.run(ctx, kind);
  }
}
