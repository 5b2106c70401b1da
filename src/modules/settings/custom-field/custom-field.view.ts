import { ApiProperty } from '@nestjs/swagger';
import { FILE_KINDS, type FileKind } from '../../../platform/files/index.js';
import { CUSTOM_FIELD_TYPES, pageOf, type CustomFieldType } from '../../../platform/records/index.js';
import { FIELD_VALUE } from '../field-value.schema.js';

export class CustomChoiceView {
  /**
   * What values and filters hold; never changes.
   * @example "gold"
   */
  code!: string;

  /** @example "金牌" */
  label!: string;

  /** Existing values stay, new ones are refused. */
  disabled!: boolean;
}

/** A field that the enterprise has added to an object. Values stand in the records' `custom` under `key`. */
export class CustomFieldView {
  /** @format uuid */
  id!: string;

  /** @example "lead" */
  object!: string;

  /**
   * How bodies, filters (`custom.budget`) and imports name it; never changes.
   * @example "budget"
   */
  key!: string;

  /** @example "预算" */
  label!: string;

  /** Never changes. */
  @ApiProperty({ enum: CUSTOM_FIELD_TYPES })
  type!: CustomFieldType;

  /** In the order in which they are offered; empty for other types than choices. */
  choices!: CustomChoiceView[];

  required!: boolean;

  /** No two records have the same value. */
  unique!: boolean;

  /** Lists can be sorted by it, and filters are quick over any number of records. */
  indexed!: boolean;

  /** The index is being built; until then the field is filterable as one without. */
  indexBuilding!: boolean;

  /** What new records get where nothing is given; of the field's type. */
  @ApiProperty(FIELD_VALUE)
  defaultValue!: unknown;

  /**
   * How a field of type `formula` is computed.
   * @example "amount * 0.13"
   */
  formula!: string | null;

  /** To how many places a formula's number is rounded. */
  @ApiProperty({ type: 'integer', nullable: true })
  decimals!: number | null;

  /** How many files a field of type `file` has at most. */
  @ApiProperty({ type: 'integer', nullable: true })
  maxFiles!: number | null;

  /** What kinds of files a field of type `file` takes; empty: all. */
  @ApiProperty({ enum: FILE_KINDS, isArray: true })
  fileKinds!: FileKind[];

  help!: string | null;

  /**
   * The heading of a form that it stands under.
   * @example "商务信息"
   */
  section!: string | null;

  @ApiProperty({ type: 'integer' })
  position!: number;

  /** `disabled`: not shown and not written; its values stay. `removing`: a job is taking its values out of the records. */
  @ApiProperty({ enum: ['active', 'disabled', 'removing'] })
  status!: 'active' | 'disabled' | 'removing';

  @ApiProperty({ type: 'integer' })
  version!: number;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  updatedAt!: string;
}

export class CustomFieldListView extends pageOf(CustomFieldView) {}
