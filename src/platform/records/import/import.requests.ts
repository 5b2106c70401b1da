import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PageAfterIdRequest, PageLimit, whole } from '../../http/page.requests.js';

export const SHEET_FORMATS = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

export class SheetFormatRequest {
  /** The kind of file; xlsx where nothing is asked for. */
  @IsOptional()
  @IsIn(SHEET_FORMATS)
  format?: SheetFormat = 'xlsx';
}

export class ListImportsRequest extends PageAfterIdRequest {}

export class ListFailedRowsRequest extends PageLimit {
  /** Where the page before ended: its `nextCursor`. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(0)
  cursor?: number;
}

export class MappingRequest {
  /** Position in the file, from 0. */
  @IsInt()
  @Min(0)
  @Max(16_383)
  column!: number;

  /**
   * Key of the field that it fills; null leaves it out.
   * @example "phone"
   */
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @Length(1, 60)
  field!: string | null;
}

/** What can be set right about a draft; what is absent stays. */
export class ChangeImportRequest {
  /** Another sheet; its headers are looked for anew. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  sheet?: string;

  /** The row that holds the headers, as the spreadsheet program numbers it; columns are mapped anew. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  headerRow?: number;

  /** Which column fills which field. Columns that are not named are left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(512)
  @ValidateNested({ each: true })
  @Type(() => MappingRequest)
  mapping?: MappingRequest[];
}
