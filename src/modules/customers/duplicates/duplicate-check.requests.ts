import { Transform } from 'class-transformer';
import { IsObject, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';

const trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() || null : value));
const filled = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);

/** What somebody is about to enter. */
export class CheckCustomerRequest {
  /** @example "杭州华夏科技有限公司" */
  @filled()
  @trimmed()
  @IsString()
  @MaxLength(200)
  name?: string | null;

  /** @example "华夏科技" */
  @filled()
  @trimmed()
  @IsString()
  @MaxLength(100)
  shortName?: string | null;

  /**
   * Values of the enterprise's own fields by key; unique ones are compared.
   * @example {}
   */
  @IsOptional()
  @IsObject()
  custom?: Record<string, unknown>;
}
