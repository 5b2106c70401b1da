import { IsIn, IsOptional } from 'class-validator';

export class ContentRequest {
  /** `attachment` makes a browser save the file also where it could show it. */
  @IsOptional()
  @IsIn(['inline', 'attachment'])
  disposition?: 'inline' | 'attachment';
}
