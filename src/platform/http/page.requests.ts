import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

/** Numbers of a query arrive as text; what is no whole number stays as it is and is refused. */
export const whole = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value));

export class PageLimit {
  /** How many a page has at most, 1 to 100. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;
}

/** A page of a list whose cursors are positions in its order. */
export class PageRequest extends PageLimit {
  /** Where to go on: `page.nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;
}

/** A page of a list in the order of ids: its cursors are the last ids. */
export class PageAfterIdRequest extends PageLimit {
  /** Where to go on: `page.nextCursor` of the page before. */
  @IsOptional()
  @IsUUID()
  cursor?: string;
}
