import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsOptional, Length, Matches } from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';
import { Trimmed } from '../trimmed.js';

const IsDay = () =>
  applyDecorators(
    Matches(/^\d{4}-\d{2}-\d{2}$/, {
      context: { code: 'NOT_A_DATE', message: text('日期应形如 2026-11-21', 'A date looks like 2026-11-21.') },
    }),
  );

/** Both days are included; at most 400 days. */
export class CalendarQuery {
  /**
   * @format date
   * @example "2026-10-01"
   */
  @IsDay()
  from!: string;

  /**
   * @format date
   * @example "2026-10-31"
   */
  @IsDay()
  to!: string;
}

export class SetDayRequest {
  /** Whether the enterprise works on that day. */
  @IsBoolean()
  working!: boolean;

  /** @example "公司年会" */
  @IsOptional()
  @Trimmed()
  @Length(1, 200)
  note?: string | null;
}
