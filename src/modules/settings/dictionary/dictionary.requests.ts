import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

const whole = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value));

export class ListItemsRequest {
  /**
   * Only what stands right below this item; `none` for the first level. Without it, the whole dictionary.
   * @example "none"
   */
  @IsOptional()
  @IsString()
  @Length(1, 36)
  parentId?: string;

  /** Only this item and all below it. */
  @IsOptional()
  @IsUUID()
  under?: string;

  /** Only items that may be chosen, or only those that cannot any more. */
  @IsOptional()
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';

  /**
   * Part of the label.
   * @example "海"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;

  /** How many items, 1 to 1 000. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number = 200;

  /** Where to go on: `page.nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  cursor?: string;
}
