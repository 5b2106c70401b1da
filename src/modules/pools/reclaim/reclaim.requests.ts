import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { PoolRulesRequest } from '../rule/rules.requests.js';

export class SimulateRequest {
  /**
   * A saved version, or the draft, to simulate; absent together with `rules`: those in force.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  ruleId?: string;

  /** Rules that are not saved anywhere. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PoolRulesRequest)
  rules?: PoolRulesRequest;

  /** How many days ahead, 1 to 90. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(90)
  days?: number = 30;
}
