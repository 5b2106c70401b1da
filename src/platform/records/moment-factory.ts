import { Injectable } from '@nestjs/common';
import { WorkingCalendars } from '../calendar/working-calendars.js';
import type { Moment } from '../condition/index.js';
import type { Ctx } from '../context/ctx.js';
import { DictionaryItems } from './dictionary/dictionary-items.js';

/** What conditions of a call are resolved against: its time, zone, actor, the enterprise's working calendar and dictionaries. */
@Injectable()
export class MomentFactory {
  constructor(
    private readonly calendars: WorkingCalendars,
    private readonly dictionaries: DictionaryItems,
  ) {}

  async of(ctx: Ctx): Promise<Moment> {
    const calendar = await this.calendars.of(ctx);
    const dictionaries = await this.dictionaries.of(ctx);
    return { now: ctx.now, zone: ctx.zone, actorId: ctx.actor.employeeId, calendar, dictionaries };
  }
}
