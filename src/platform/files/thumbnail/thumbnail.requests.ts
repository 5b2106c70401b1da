import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { THUMBNAIL_NAMES, type ThumbnailSize } from './sizes.js';

export class ThumbnailParams {
  @IsUUID()
  id!: string;

  /** At most 160, 480 or 1280 pixels on the longer side. */
  @ApiProperty({ enum: THUMBNAIL_NAMES })
  @IsIn(THUMBNAIL_NAMES)
  size!: ThumbnailSize;
}
