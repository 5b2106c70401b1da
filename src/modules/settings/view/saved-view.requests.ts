import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IfGiven, Trimmed } from '../../../platform/http/index.js';

/** Roles and departments that one view is shared with. */
const MOST_GROUPS = 50;

export class ListViewsRequest {
  /** @example "lead" */
  @IsString()
  @Length(1, 60)
  object!: string;

  /** `available`: mine and those shared with me. `shared`: all that anybody shares, for who may change them. */
  @IsOptional()
  @IsIn(['available', 'shared'])
  scope?: 'available' | 'shared' = 'available';
}

/** Everybody, or the holders of roles and the people of departments. */
export class ViewAudienceRequest {
  @IfGiven()
  @IsBoolean()
  everyone?: boolean = false;

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  roleIds?: string[] = [];

  /** Those below them are meant too. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  departmentIds?: string[] = [];
}

class ViewSettings {
  /**
   * In the condition language; null for every record.
   * @example { "all": [{ "field": "degree", "op": "in", "value": ["high"] }] }
   */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  @IsOptional()
  @IsObject()
  condition?: Record<string, unknown> | null;

  /**
   * In place of a condition: by field and operator, as lists take it; it is kept as a condition. All must hold.
   */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IfGiven()
  @IsObject()
  filter?: Record<string, unknown>;

  /**
   * Keys of fields in their order, as `fields` of lists takes them.
   * @example ["name", "company", "ownerName"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 60, { each: true })
  columns?: string[];

  /**
   * A sortable field; a leading `-` sorts downwards. Null: as the list comes.
   * @example "-createdAt"
   */
  @IsOptional()
  @IsString()
  @Matches(/^-?[A-Za-z][A-Za-z0-9.]{0,59}$/)
  sort?: string | null;

  /**
   * Names of what the front end offers beside the list; the server keeps them as they are.
   * @example ["claim", "export"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(/^[A-Za-z][A-Za-z0-9._:-]{0,59}$/, { each: true })
  buttons?: string[];

  /** Views stand in the order of these numbers, then of their names. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(9999)
  position?: number;

  /** Who else has it; null: nobody. Sharing needs the permission `savedView:share`. */
  @ApiPropertyOptional({ type: ViewAudienceRequest, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ViewAudienceRequest)
  sharedWith?: ViewAudienceRequest | null;
}

export class CreateViewRequest extends ViewSettings {
  /** @example "lead" */
  @IsString()
  @Length(1, 60)
  object!: string;

  /** @example "本周要跟进" */
  @Trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** JSON merge patch (RFC 7396): absent members stay. */
export class UpdateViewRequest extends ViewSettings {
  /** @example "重点线索" */
  @IfGiven()
  @Trimmed()
  @IsString()
  @Length(1, 100)
  name?: string;
}

const notNull = (_: object, value: unknown): boolean => value !== null;

export class RoleDefaultRequest {
  /** @format uuid */
  @IsUUID()
  roleId!: string;

  /** @format uuid */
  @IsUUID()
  viewId!: string;
}

export class PutDefaultViewsRequest {
  /**
   * A view that everybody has; null: none.
   * @example null
   */
  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @ValidateIf(notNull)
  @IsUUID()
  everyone!: string | null;

  /**
   * For holders of roles: views that everybody has, or that are shared with the role. Other roles have none.
   * @example []
   */
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique(({ roleId }: RoleDefaultRequest) => roleId)
  @ValidateNested({ each: true })
  @Type(() => RoleDefaultRequest)
  roles!: RoleDefaultRequest[];
}

export class PutMyDefaultViewRequest {
  /**
   * A view of mine or one shared with me; null: what my roles or everybody begin with.
   * @example null
   */
  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @ValidateIf(notNull)
  @IsUUID()
  viewId!: string | null;
}
