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
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { NOTICE_KINDS, type NoticeKind } from './notice-kinds.js';
import { PageRequest } from '../http/page.requests.js';

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

export class ListNoticesRequest extends PageRequest {
  /** `filter[unread]=true&filter[kind]=reclaimReminder`; all of it must hold. */
  @ApiProperty({ required: false, type: () => NoticeFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => NoticeFilter)
  filter?: NoticeFilter;
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
