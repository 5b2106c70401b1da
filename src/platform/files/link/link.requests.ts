import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { THUMBNAIL_NAMES, type ThumbnailSize } from '../thumbnail/sizes.js';

export class CreateLinkRequest {
  /** For how many minutes the link is good, 10 where absent. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60)
  minutes?: number = 10;

  /** A small picture instead of the file itself. */
  @ApiProperty({ enum: THUMBNAIL_NAMES, required: false })
  @IsOptional()
  @IsIn(THUMBNAIL_NAMES)
  size?: ThumbnailSize;
}
