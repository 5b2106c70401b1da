import { Injectable } from '@nestjs/common';
import { WorkingCalendars } from '../calendar/working-calendars.js';
import type { Moment } from '../condition/index.js';
import type { Ctx } from '../context/ctx.js';

/** What conditions of a call are resolved against: its time, zone, actor and the enterprise's working calendar. */
@Injectable()
export class MomentFactory {
  constructor(private readonly calendars: WorkingCalendars) {}

  async of(ctx: Ctx): Promise<Moment> {
    return { now: ctx.now, zone: ctx.zone, actorId: ctx.actor.employeeId, calendar: await this.calendars.of(ctx) };
  }
}
