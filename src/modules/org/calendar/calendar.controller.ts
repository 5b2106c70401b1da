import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import { CalendarQuery, SetDayRequest } from './calendar.requests.js';
import { CalendarService } from './calendar.service.js';
import type { CalendarDayView, CalendarView } from './calendar.view.js';

@ApiTags('Enterprises')
@Controller('calendar')
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  /** List days with whether the enterprise works on them. */
  @Get()
  @Can('read', 'enterprise')
  async list(@Context() ctx: Ctx, @Query() { from, to }: CalendarQuery): Promise<CalendarView> {
    return { items: await this.calendar.days(ctx, from, to) };
  }

  /** Decide whether the enterprise works on a day, whatever the law says. */
  @Put(':day')
  @Can('update', 'enterprise')
  set(@Context() ctx: Ctx, @Param('day') day: string, @Body() body: SetDayRequest): Promise<CalendarDayView> {
    return this.calendar.set(ctx, day, body);
  }

  /** Let the law decide about a day again. */
  @Delete(':day')
  @Can('update', 'enterprise')
  reset(@Context() ctx: Ctx, @Param('day') day: string): Promise<CalendarDayView> {
    return this.calendar.reset(ctx, day);
  }
}
