import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfGiven, Trimmed, whole } from '../../../platform/http/index.js';

export class ListItemsRequest {
  /**
   * Only what stands right below this item; `none` for the first level. Without it, the whole dictionary.
   * @example "none"
   */
  @IsOptional()
  @IsString()
  @Length(1, 36)
  parentId?: string;

  /** Only this item and all below it. */
  @IsOptional()
  @IsUUID()
  under?: string;

  /** Only items that may be chosen, or only those that cannot any more. */
  @IsOptional()
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';

  /**
   * Part of the label.
   * @example "海"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;

  /** How many items, 1 to 1 000. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number = 200;

  /** Where to go on: `page.nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  cursor?: string;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$/;

export class CreateItemRequest {
  /** @example "跨境电商" */
  @Trimmed()
  @IsString()
  @Length(1, 100)
  label!: string;

  /**
   * The item above it, in a tree; the first level where absent.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  /**
   * A name for programs, once in the dictionary.
   * @example "crossBorder"
   */
  @IsOptional()
  @Matches(CODE)
  code?: string | null;
}

export class UpdateItemRequest {
  /** @example "跨境电商" */
  @IfGiven()
  @Trimmed()
  @IsString()
  @Length(1, 100)
  label?: string;

  /** A name for programs, once in the dictionary; null for none. */
  @IsOptional()
  @Matches(CODE)
  code?: string | null;

  /** `disabled`: records keep it, nobody can choose it. */
  @IfGiven()
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';
}

/** Exactly one of the three. */
export class PlaceItemRequest {
  /**
   * Becomes the last item right below this one.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  intoId?: string;

  /**
   * Stands right before this one.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  beforeId?: string;

  /**
   * Stands right after this one.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  afterId?: string;
}

export class MergeItemRequest {
  /**
   * The item of the same dictionary that stays.
   * @format uuid
   */
  @IsUUID()
  intoId!: string;
}

export class ImportItemsRequest {
  /**
   * A label each; in a tree, labels from the top down, separated by `/`. Empty lines are passed over.
   * @example ["华东/上海", "华东/江苏/苏州", "华北"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @IsString({ each: true })
  @Length(0, 600, { each: true })
  lines!: string[];

  /**
   * Where the lines begin, in a tree; the first level where absent.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  parentId?: string | null;
}
