import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { SCOPES, type Scope } from '../../../platform/authz/index.js';
import { IfGiven, Trimmed } from '../trimmed.js';

export class GrantRequest {
  /**
   * One of `GET /permission-catalogue`.
   * @example "lead"
   */
  @IsString()
  @Length(1, 50)
  object!: string;

  /** @example ["read", "update"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  actions!: string[];

  @ApiProperty({ enum: SCOPES })
  @IsIn(SCOPES)
  scope!: Scope;
}

export class FieldRuleRequest {
  /** @example "lead" */
  @IsString()
  @Length(1, 50)
  object!: string;

  /**
   * A field of the object; fields of the enterprise's own as `custom.key`.
   * @example "phone"
   */
  @IsString()
  @Length(1, 60)
  field!: string;

  @ApiProperty({ enum: ['hidden', 'readOnly'] })
  @IsIn(['hidden', 'readOnly'])
  access!: 'hidden' | 'readOnly';
}

export class CreateRoleRequest {
  /** @example "区域经理" */
  @Trimmed()
  @Length(1, 50)
  name!: string;

  @IsOptional()
  @Trimmed()
  @Length(1, 500)
  description?: string | null;

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => GrantRequest)
  grants?: GrantRequest[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => FieldRuleRequest)
  fieldRules?: FieldRuleRequest[];
}

export class UpdateRoleRequest {
  /** @example "区域经理" */
  @IfGiven()
  @Trimmed()
  @Length(1, 50)
  name?: string;

  @IsOptional()
  @Trimmed()
  @Length(1, 500)
  description?: string | null;

  /** Replaces all of them. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => GrantRequest)
  grants?: GrantRequest[];

  /** Replaces all of them. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => FieldRuleRequest)
  fieldRules?: FieldRuleRequest[];
}

export class CopyRoleRequest {
  /** @example "区域经理(副本)" */
  @Trimmed()
  @Length(1, 50)
  name!: string;
}

export class RoleHoldersRequest {
  /** Employees, at most 1 000. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];
}
