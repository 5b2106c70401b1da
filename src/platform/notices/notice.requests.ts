import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { NOTICE_KINDS, type NoticeKind } from './notice-kinds.js';

export class NoticeFilter {
  /** `true`: only unread ones; `false`: only read ones. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  unread?: boolean;

  /** Only notices of this kind. */
  @ApiProperty({ enum: NOTICE_KINDS, required: false })
  @IsOptional()
  @IsIn(NOTICE_KINDS)
  kind?: NoticeKind;
}

export class ListNoticesRequest {
  /** `filter[unread]=true&filter[kind]=reclaimReminder`; all of it must hold. */
  @ApiProperty({ required: false, type: () => NoticeFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => NoticeFilter)
  filter?: NoticeFilter;

  /** How many a page has at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;

  /** Where the page before ended: its `nextCursor`. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;
}

export class ReadMarksRequest {
  /** These notices, at most 1 000; absent: all that stand in the inbox now. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids?: string[];
}
