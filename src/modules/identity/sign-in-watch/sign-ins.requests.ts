import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { ALERT_KINDS, ALERT_STATUSES, OUTCOMES, type AlertKind, type AlertStatus, type Outcome } from './sign-ins.view.js';
import { PageRequest } from '../../../platform/http/index.js';

export class ListMySignInsRequest extends PageRequest {}

export class SignInFilter {
  /** Only of this employee. */
  @IsOptional()
  @IsUUID()
  employeeId?: string;

  @ApiProperty({ enum: OUTCOMES, required: false })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  /**
   * Not before this instant.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /**
   * Before this instant.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class ListSignInsRequest extends PageRequest {
  /** `filter[employeeId]=…&filter[outcome]=failed`; all of it must hold. */
  @ApiProperty({ required: false, type: () => SignInFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => SignInFilter)
  filter?: SignInFilter;
}

export class SignInAlertFilter {
  @ApiProperty({ enum: ALERT_KINDS, required: false })
  @IsOptional()
  @IsIn(ALERT_KINDS)
  kind?: AlertKind;

  @ApiProperty({ enum: ALERT_STATUSES, required: false })
  @IsOptional()
  @IsIn(ALERT_STATUSES)
  status?: AlertStatus;

  /** Only about this employee. */
  @IsOptional()
  @IsUUID()
  employeeId?: string;
}

export class ListSignInAlertsRequest extends PageRequest {
  /** `filter[status]=open&filter[kind]=impossibleTravel`; all of it must hold. */
  @ApiProperty({ required: false, type: () => SignInAlertFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => SignInAlertFilter)
  filter?: SignInAlertFilter;
}

export class AcknowledgeRequest {
  /**
   * What came of it.
   * @example "本人出差,已电话确认"
   */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string | null;
}
