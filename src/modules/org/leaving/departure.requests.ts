import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IfGiven, Trimmed } from '../trimmed.js';

const DESTINATIONS = ['people', 'pools'] as const;

export class BelongingsRequest {
  /**
   * Up to 20 people who might take over, separated by commas: the answer says how much room they have.
   * @example "01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c"
   */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  @ApiProperty({ type: 'string', required: false })
  receivers?: string[];
}

/** Where the things of one kind go. */
export class HandOverRequest {
  /** @example "lead" */
  @IsString()
  @Length(1, 40)
  kind!: string;

  /** To people, or into pools. */
  @ApiProperty({ enum: DESTINATIONS })
  @IsIn(DESTINATIONS)
  to!: (typeof DESTINATIONS)[number];

  /**
   * With `people`: who gets them, dealt out evenly.
   * @example ["01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c"]
   */
  @ValidateIf((body: HandOverRequest) => body.to === 'people' || body.employeeIds !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  employeeIds?: string[];

  /** With `people`: give them more than they may hold. */
  @IfGiven()
  @IsBoolean()
  beyondLimits?: boolean;

  /**
   * With `pools`: into this one; otherwise each goes back to the pool it came from.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  poolId?: string;
}

export class CreateDepartureRequest {
  /** One for each kind of which the person owns something. */
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique((each: HandOverRequest) => each.kind)
  @ValidateNested({ each: true })
  @Type(() => HandOverRequest)
  handOver!: HandOverRequest[];

  /**
   * Who leads the person's departments, has their subordinates and runs their pools from now on. Without one, departments
   * have no leader and subordinates report to the person's superior.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  successorId?: string;

  /**
   * Stands in the history of everything handed over.
   * @example "个人原因离职"
   */
  @IsString()
  @Trimmed()
  @Length(1, 200)
  reason!: string;
}
