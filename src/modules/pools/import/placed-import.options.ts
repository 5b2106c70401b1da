import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
} from 'class-validator';

export const DUPLICATE_CHOICES = ['skip', 'update', 'create', 'error'] as const;
export type DuplicateChoice = (typeof DUPLICATE_CHOICES)[number];

/** The import rules of every kind of record that pools hold; what is absent stays as it is. */
export class PlacedImportOptions {
  /**
   * What happens to a row that equals an existing record, in a pool or anybody's own, or an earlier row of the file: leave it
   * out, fill the existing record with the row's filled cells, create it where the rules of duplicate control allow, or
   * report it as an error.
   */
  @IsOptional()
  @IsIn(DUPLICATE_CHOICES)
  duplicates?: DuplicateChoice;

  /** Whether records that duplicate control only warns of count as equal. */
  @IsOptional()
  @IsBoolean()
  countWarnings?: boolean;

  /**
   * Where rows without an owner go; null lets the routing rules decide. A pool or sea named in the file comes first.
   * @format uuid
   */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsUUID()
  poolId?: string | null;

  /**
   * The source of rows that name none, an item of the kind's dictionary of sources.
   * @format uuid
   */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsUUID()
  sourceId?: string | null;

  /** Tags that every row gets. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  tags?: string[];
}

export type PlacedImportRules = { [K in keyof PlacedImportOptions]-?: Exclude<PlacedImportOptions[K], undefined> };

export const PLACED_IMPORT_DEFAULTS: PlacedImportRules = {
  duplicates: 'skip',
  countWarnings: false,
  poolId: null,
  sourceId: null,
  tags: [],
};
