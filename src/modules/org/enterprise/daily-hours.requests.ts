import { applyDecorators } from '@nestjs/common';
import { Matches } from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';
import type { DailyHours } from './daily-hours.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const IsTimeOfDay = (): PropertyDecorator =>
  applyDecorators(
    Matches(TIME, { context: { code: 'NOT_A_TIME', message: text('时间应形如 09:00', 'A time of day looks like 09:00.') } }),
  );

export class DailyHoursRequest implements DailyHours {
  /** @example "22:00" */
  @IsTimeOfDay()
  from!: string;

  /**
   * Another time than `from`; earlier than it over midnight.
   * @example "08:00"
   */
  @IsTimeOfDay()
  to!: string;
}
