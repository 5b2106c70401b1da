import type { FieldType } from '../condition/index.js';

/** What is said once about a type of custom field; definitions, filters, lists, import and export read it. */
export interface CustomTypeFacts {
  /** As what conditions take its values: a link is text, a person a reference. */
  condition: FieldType;
  /** As what record_field_values keeps it; absent where it cannot be indexed. */
  index?: 'text' | 'number';
  /** Lists are sorted by it where it is indexed; ids and sets have no order that means anything to people. */
  sortable?: boolean;
  /** Equal texts are equal values; decimals and dates are written in more than one way or are not told apart for a purpose. */
  unique?: boolean;
  /** Spreadsheets have no column for it: what is computed nobody writes, and a cell holds no file. */
  imported?: false;
  /** Characters. */
  maxLength?: number;
}

const ID = { condition: 'reference', index: 'text' } as const;

const FACTS = {
  text: { condition: 'text', index: 'text', sortable: true, unique: true, maxLength: 2000 },
  longText: { condition: 'text', maxLength: 20_000 },
  integer: { condition: 'integer', index: 'number', sortable: true, unique: true },
  decimal: { condition: 'decimal', index: 'number', sortable: true },
  money: { condition: 'money', index: 'number', sortable: true },
  date: { condition: 'date', index: 'number', sortable: true },
  time: { condition: 'time', index: 'number', sortable: true },
  boolean: { condition: 'boolean', index: 'number', sortable: true },
  choice: { condition: 'choice', index: 'text', sortable: true },
  choices: { condition: 'choices', index: 'text' },
  phone: { condition: 'phone', index: 'text', sortable: true, unique: true },
  email: { condition: 'email', index: 'text', sortable: true, unique: true, maxLength: 254 },
  link: { condition: 'text', index: 'text', sortable: true, unique: true, maxLength: 2000 },
  person: ID,
  department: ID,
  region: { condition: 'dictionary', index: 'text' },
  place: { condition: 'text', maxLength: 500 },
  file: { condition: 'file', imported: false },
  /** Computed on reading, from numbers to a number or from days to a day: no row of its own could follow `today`. */
  formula: { condition: 'decimal', imported: false },
} as const satisfies Record<string, CustomTypeFacts>;

/** Types that an enterprise's own fields may have. */
export type CustomFieldType = keyof typeof FACTS;
export const CUSTOM_FIELD_TYPES = Object.keys(FACTS) as readonly CustomFieldType[];

export const customType = (type: CustomFieldType): CustomTypeFacts => FACTS[type];

/** Types whose values are ids of other rows, which answers name. */
export const REFERENCE_TYPES = ['person', 'department', 'region'] as const satisfies readonly CustomFieldType[];
export type ReferenceType = (typeof REFERENCE_TYPES)[number];

export const isReferenceType = (type: string): type is ReferenceType => (REFERENCE_TYPES as readonly string[]).includes(type);
