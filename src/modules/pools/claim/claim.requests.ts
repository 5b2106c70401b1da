import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

export class ClaimRequest {
  /**
   * The records to claim, at most 1 000; instead of a number.
   * @example ["01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c"]
   */
  @ValidateIf((body: ClaimRequest) => body.number === undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids?: string[];

  /** Take so many that have waited longest, instead of naming them. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  number?: number;

  /** All or nothing: if one record cannot be claimed, none is. */
  @IsOptional()
  @IsBoolean()
  atomic?: boolean;
}
