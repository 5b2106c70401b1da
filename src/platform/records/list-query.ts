import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { text } from '../i18n/locale.js';
import { PageRequest, whole } from '../http/page.requests.js';

const FIELD_LIST = /^[A-Za-z][A-Za-z0-9.]*(,[A-Za-z][A-Za-z0-9.]*){0,99}$/;

/** How every list is asked (API-02). */
export class ListQuery extends PageRequest {
  /**
   * Conditions by field and operator: `filter[status]=active`, `filter[createdAt][gte]=2026-01-01`, `filter[custom.size][in]=a,b`.
   * All must hold.
   */
  @IsOptional()
  @IsObject({
    context: { code: 'NOT_AN_OBJECT', message: text('应形如 filter[字段]=值', 'This looks like filter[field]=value.') },
  })
  filter?: Record<string, unknown>;

  /**
   * Quick search: two characters or more of a name, pinyin initials, or the last four digits or more of a phone.
   * @example "华夏"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;

  /**
   * A sortable field; a leading `-` sorts downwards. Rows without a value come last.
   * @example "-createdAt"
   */
  @IsOptional()
  @IsString()
  @Matches(/^-?[A-Za-z][A-Za-z0-9.]*$/)
  sort?: string;

  /** Classic page number from 1, while page × limit ≤ 10 000; instead of a cursor. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;

  /** Whether to count all matching rows: exactly, or by the planner's estimate. */
  @IsOptional()
  @IsIn(['exact', 'estimate'])
  count?: 'exact' | 'estimate';

  /**
   * A saved view: its condition must hold as well, and its order is taken where `sort` asks for none.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  view?: string;

  /**
   * Only these fields, separated by commas; `id` and `version` always come along.
   * @example "name,company,ownerName"
   */
  @IsOptional()
  @IsString()
  @Matches(FIELD_LIST)
  fields?: string;

  /**
   * Whose records: mine, mine and my subordinates', those on which I collaborate, those in pools and seas, or all that I
   * may see. Never more than permitted.
   */
  @IsOptional()
  @IsIn(['own', 'subordinates', 'collaborating', 'sea', 'all'])
  scope?: 'own' | 'subordinates' | 'collaborating' | 'sea' | 'all';
}
