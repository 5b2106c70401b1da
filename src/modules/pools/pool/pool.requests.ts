import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

const OBJECT = /^[a-z][A-Za-z]{0,39}$/;
/** Absent leaves it, null empties it. */
const notEmptied = (_: object, value: unknown): boolean => value !== null && value !== undefined;
/** Absent leaves it; null is no value. */
const present = (_: object, value: unknown): boolean => value !== undefined;

export class ListPoolsRequest {
  /**
   * Only pools that hold this kind of record.
   * @example "lead"
   */
  @IsOptional()
  @Matches(OBJECT)
  object?: string;

  /** Only pools in this state; all when absent. */
  @IsOptional()
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';
}

/** What administrators set of a pool. */
export class PoolSettings {
  /** What it is for; null empties it. */
  @ValidateIf(notEmptied)
  @IsString()
  @MaxLength(500)
  description?: string | null;

  /**
   * The department whose own sea it is: its people and those below are the members, and nobody else. Null makes it an
   * ordinary pool.
   * @example null
   */
  @ValidateIf(notEmptied)
  @IsUUID()
  departmentId?: string | null;

  /**
   * Fields that members do not see before claiming, at most 100; custom fields as `custom.key`.
   * @example ["remark"]
   */
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  hiddenFields?: string[];

  /**
   * Text fields that members see in part before claiming: `138****8000`, `l***@example.com`, `李***`.
   * @example ["phone"]
   */
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  maskedFields?: string[];

  /** Order among the pools, from 0. */
  @ValidateIf(present)
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

export class CreatePoolRequest extends PoolSettings {
  /**
   * The kind of record that it holds; never changes.
   * @example "lead"
   */
  @Matches(OBJECT)
  object!: string;

  /**
   * Unique among the pools of its kind.
   * @example "华东线索池"
   */
  @IsString()
  @Length(1, 50)
  name!: string;
}

export class UpdatePoolRequest extends PoolSettings {
  /** @example "华东线索池" */
  @ValidateIf(present)
  @IsString()
  @Length(1, 50)
  name?: string;

  /** `disabled` takes it out of use: possible when it is empty and no rule sends records to it. */
  @ValidateIf(present)
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';
}
