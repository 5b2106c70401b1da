import { applyDecorators } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';

const IsDay = (): PropertyDecorator =>
  applyDecorators(
    Matches(/^\d{4}-\d{2}-\d{2}$/, {
      context: { code: 'NOT_A_DATE', message: text('日期应形如 2026-11-21', 'A date looks like 2026-11-21.') },
    }),
  );

/** Days by the enterprise's calendar, both included, at most 366; the last 30 when absent. */
export class StatisticsQuery {
  /**
   * @format date
   * @example "2026-11-01"
   */
  @IsOptional()
  @IsDay()
  from?: string;

  /**
   * @format date
   * @example "2026-11-30"
   */
  @IsOptional()
  @IsDay()
  to?: string;
}
