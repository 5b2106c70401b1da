import { FILE_KINDS, type FileKind } from '../type/media-types.js';
import { ApiProperty } from '@nestjs/swagger';

export const THUMBNAIL_STATES = ['none', 'pending', 'ready', 'failed'] as const;
export type ThumbnailState = (typeof THUMBNAIL_STATES)[number];

/** A file as the record shows it that it hangs on. */
export class AttachmentView {
  /** @format uuid */
  id!: string;

  /** @example "报价单.pdf" */
  name!: string;

  /** Bytes. */
  @ApiProperty({ type: 'integer' })
  size!: number;

  @ApiProperty({ enum: FILE_KINDS })
  kind!: FileKind;

  /**
   * By content. Files that a browser could run are `application/octet-stream`.
   * @example "application/pdf"
   */
  mediaType!: string;

  /** Whether small pictures of it are there; `pending` ones are being made. */
  @ApiProperty({ enum: THUMBNAIL_STATES })
  thumbnails!: ThumbnailState;
}
