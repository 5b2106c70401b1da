import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { PageAfterIdRequest } from '../../http/page.requests.js';

/** Which records, which fields, which kind of file. */
export class CreateExportRequest {
  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';

  /**
   * Conditions by field and operator, as in lists; all must hold.
   * @example { "createdAt": { "gte": "2026-01-01" } }
   */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  filter?: Record<string, unknown>;

  /** A condition of the condition language; it must hold as well. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  condition?: Record<string, unknown>;

  /** Quick search, as in lists. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;

  /** Whose records: mine, mine and my subordinates', or all that I may export. */
  @IsOptional()
  @IsIn(['own', 'subordinates', 'all'])
  scope?: 'own' | 'subordinates' | 'all';

  /**
   * A sortable field; a leading `-` sorts downwards.
   * @example "-createdAt"
   */
  @IsOptional()
  @IsString()
  @Matches(/^-?[A-Za-z][A-Za-z0-9.]*$/)
  sort?: string;

  /**
   * The columns of the file in their order; all that you may see where nothing is asked.
   * @example ["name", "phone", "ownerName"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Matches(/^[A-Za-z][A-Za-z0-9.]{0,60}$/, { each: true })
  fields?: string[];
}

export class ListExportsRequest extends PageAfterIdRequest {}
