import { ApiProperty } from '@nestjs/swagger';
import { operatorsOf, type FieldType } from '../../../platform/condition/index.js';
import { FILE_KINDS, type FileKind } from '../../../platform/files/index.js';
import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '../../../platform/records/index.js';
import { FIELD_VALUE } from '../field-value.schema.js';

const FIELD_TYPES: readonly FieldType[] = [
  'text',
  'phone',
  'email',
  'integer',
  'decimal',
  'money',
  'date',
  'time',
  'timestamp',
  'boolean',
  'choice',
  'choices',
  'reference',
  'dictionary',
];
const TYPES = [...new Set<FieldType | CustomFieldType>([...FIELD_TYPES, ...CUSTOM_FIELD_TYPES])];
const OPERATORS = [...new Set(FIELD_TYPES.flatMap((type) => operatorsOf(type)))];

export class FieldChoiceView {
  code!: string;

  label!: string;

  /** Not offered any more; existing values keep it. */
  disabled!: boolean;
}

/** A field of an object as the asker may use it. */
export class FieldView {
  /**
   * What filters, sorting, `fields` and conditions call it; the enterprise's own are `custom.<key>`.
   * @example "custom.budget"
   */
  key!: string;

  /** In the asker's language. */
  label!: string;

  @ApiProperty({ enum: TYPES })
  type!: FieldType | CustomFieldType;

  /** Whether the enterprise has added it; bodies then carry it inside `custom`. */
  custom!: boolean;

  /** All values of a `choice` or `choices`; null where any text may be one, or for other types. */
  choices!: FieldChoiceView[] | null;

  /**
   * Whose items the values of a `dictionary` are; null for other types.
   * @example "industry"
   */
  dictionary!: string | null;

  /** The operators that filters and conditions take; empty where it cannot be filtered by. */
  @ApiProperty({ enum: OPERATORS, isArray: true })
  operators!: string[];

  filterable!: boolean;

  sortable!: boolean;

  /** Whether spreadsheets can have a column for it. */
  importable!: boolean;

  required!: boolean;

  /** The asker sees it and cannot write it: the server keeps it, or a field rule binds them. */
  readOnly!: boolean;

  /** Not in lists unless asked for by `fields`. */
  detailOnly!: boolean;

  @ApiProperty({ type: 'integer', nullable: true })
  maxLength!: number | null;

  /** How many files a field of type `file` has at most; null for other types. */
  @ApiProperty({ type: 'integer', nullable: true })
  maxFiles!: number | null;

  /** What kinds of files it takes; empty: all. */
  @ApiProperty({ enum: FILE_KINDS, isArray: true })
  fileKinds!: FileKind[];

  /**
   * Where answers carry the name of a reference, or the label of an item.
   * @example "ownerName"
   */
  nameKey!: string | null;

  unique!: boolean;

  /** What new records get where nothing is given. */
  @ApiProperty(FIELD_VALUE)
  defaultValue!: unknown;

  help!: string | null;

  /** The heading of a form that it stands under. */
  section!: string | null;
}

/** A kind of record. */
export class ObjectSummaryView {
  /** @example "lead" */
  object!: string;

  /** @example "线索" */
  label!: string;

  /** Whether the enterprise can add fields. */
  customizable!: boolean;

  /**
   * What lists are sorted by where nothing is asked.
   * @example "-createdAt"
   */
  defaultSort!: string;

  /** Whether lists take `q`. */
  searchable!: boolean;

  /**
   * What the asker may do to some of its records, at least.
   * @example ["read", "create"]
   */
  actions!: string[];
}

/** Everything that a front end needs for forms, lists and filters of an object. */
export class ObjectView extends ObjectSummaryView {
  /** Built-in fields, then the enterprise's own in their order; fields hidden from the asker are not among them. */
  fields!: FieldView[];
}

export class ObjectListView {
  items!: ObjectSummaryView[];
}
