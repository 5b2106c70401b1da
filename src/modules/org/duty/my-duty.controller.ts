import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InPerson, SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import { DailyHoursRequest } from '../enterprise/daily-hours.requests.js';
import { SetDutyRequest } from './duty.requests.js';
import { DutyService } from './duty.service.js';
import { DutyView, QuietHoursView } from './duty.view.js';

@ApiTags('Me')
@Controller('me')
@InPerson()
export class MyDutyController {
  constructor(private readonly duties: DutyService) {}

  /** Read whether you take new records that rules assign. */
  @Get('duty')
  @SignedIn()
  get(@Context() ctx: Ctx): Promise<DutyView> {
    return this.duties.get(ctx, ctx.actor.employeeId);
  }

  /** Switch whether you take new records that rules assign, for good or until a time. */
  @Put('duty')
  @SignedIn()
  set(@Context() ctx: Ctx, @Body() body: SetDutyRequest): Promise<DutyView> {
    return this.duties.set(ctx, ctx.actor.employeeId, body);
  }

  /** Read your own quiet hours; nulls where the enterprise's hold. */
  @Get('quiet-hours')
  @SignedIn()
  quietHours(@Context() ctx: Ctx): Promise<QuietHoursView> {
    return this.duties.quietHours(ctx);
  }

  /** Set your own quiet hours: what would remind you then waits until they end. */
  @Put('quiet-hours')
  @SignedIn()
  setQuietHours(@Context() ctx: Ctx, @Body() body: DailyHoursRequest): Promise<QuietHoursView> {
    return this.duties.setQuietHours(ctx, body);
  }

  /** Go back to the enterprise's quiet hours. */
  @Delete('quiet-hours')
  @SignedIn()
  clearQuietHours(@Context() ctx: Ctx): Promise<QuietHoursView> {
    return this.duties.clearQuietHours(ctx);
  }
}
