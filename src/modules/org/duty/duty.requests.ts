import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsISO8601, IsOptional, Matches } from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';

const IsZonedTime = (): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(/(Z|[+-]\d\d:\d\d)$/, {
      context: { code: 'NOT_A_TIME', message: text('时间须带时区', 'The time must name its zone.') },
    }),
  );

export class SetDutyRequest {
  /** Whether the person takes new records that rules assign. */
  @IsBoolean()
  onDuty!: boolean;

  /**
   * When the switch goes back by itself, such as the end of a leave; it stays as it is when absent.
   * @format date-time
   * @example "2099-01-04T01:00:00Z"
   */
  @IsOptional()
  @IsZonedTime()
  until?: string;
}
