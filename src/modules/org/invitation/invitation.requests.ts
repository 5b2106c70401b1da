import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PageAfterIdRequest } from '../../../platform/http/index.js';

export const INVITATION_KINDS = ['person', 'link'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];
export const INVITATION_STATUSES = ['open', 'used', 'expired', 'revoked'] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

const MONTH_HOURS = 30 * 24;

export class CreateInvitationsRequest {
  /** `person`: one message to each address. `link`: one link for several people, to be passed on as you like. */
  @ApiProperty({ enum: INVITATION_KINDS })
  @IsIn(INVITATION_KINDS)
  kind!: InvitationKind;

  /**
   * Phones and e-mail addresses, 1 to 200; for `person` only.
   * @example ["13800138000", "wang@example.com"]
   */
  @ValidateIf(({ kind, addresses }: CreateInvitationsRequest) => kind === 'person' || addresses !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsString({ each: true })
  addresses?: string[];

  /**
   * How many people may register by the link, 1 to 1000; for `link` only.
   * @example 20
   */
  @ValidateIf(({ kind, maxUses }: CreateInvitationsRequest) => kind === 'link' || maxUses !== undefined)
  @IsInt()
  @Min(1)
  @Max(1000)
  maxUses?: number;

  /** Hours until it expires, 1 to 720. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MONTH_HOURS)
  expiresInHours?: number = 168;

  /**
   * The department they shall work in; whoever approves may choose another.
   * @example "01980000-0000-7000-8000-000000000002"
   */
  @IsOptional()
  @IsUUID()
  departmentId?: string;
}

export class InvitationFilter {
  /** Only invitations in this state. */
  @ApiProperty({ enum: INVITATION_STATUSES, required: false })
  @IsOptional()
  @IsIn(INVITATION_STATUSES)
  status?: InvitationStatus;
}

export class ListInvitationsRequest extends PageAfterIdRequest {
  // Described at the route: a nested query is a deep object, which a property cannot say.
  @ApiHideProperty()
  @IsOptional()
  @ValidateNested()
  @Type(() => InvitationFilter)
  filter?: InvitationFilter;
}
