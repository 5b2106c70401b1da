import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsString, IsUUID, Length, Matches, ValidateIf, ValidateNested } from 'class-validator';

const OBJECT = /^[a-z][A-Za-z]{0,39}$/;

export class RoutingQuery {
  /**
   * The kind of record that is routed.
   * @example "lead"
   */
  @Matches(OBJECT)
  object!: string;
}

export class RoutingRuleRequest {
  /** @example "华东" */
  @IsString()
  @Length(1, 50)
  name!: string;

  /** Records for which this holds go to the pool; null, in the last rule alone, takes all that is left. */
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { all: [{ field: 'company', op: 'contains', value: '科技' }] },
  })
  @ValidateIf((_: object, value: unknown) => value !== null)
  @IsObject()
  condition!: Record<string, unknown> | null;

  /** @example "01980000-0000-7000-8000-000000000002" */
  @IsUUID()
  poolId!: string;
}

export class ReplaceRoutingRequest {
  /** The whole list in its order, at most 100: the first rule that fits decides. */
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => RoutingRuleRequest)
  items!: RoutingRuleRequest[];
}

export class RoutingTrialRequest extends RoutingQuery {
  /** Values of a record that does not exist yet, by field; custom fields below `custom`. What is absent has no value. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { company: '华夏科技', custom: {} } })
  @IsObject()
  record!: Record<string, unknown>;
}
