import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { whole } from '../../http/page.requests.js';

export class ChangeFeedQuery {
  /** Where to go on: `page.nextCursor` of the page before. Absent: from the beginning. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;

  /** `now`: answers no changes but the cursor from which on to read, as whoever has just read the lists wants it. */
  @IsOptional()
  @IsIn(['now'])
  from?: 'now';

  /** How many changes are looked through, 1 to 100; several of one record are told as one. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 100;

  /**
   * Only these fields of the records, separated by commas.
   * @example "name,company,ownerName"
   */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z][A-Za-z0-9.]*(,[A-Za-z][A-Za-z0-9.]*){0,99}$/)
  fields?: string;
}
