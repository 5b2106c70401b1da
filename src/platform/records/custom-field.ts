import type { FieldType } from '../condition/index.js';
import type { FileKind } from '../files/type/media-types.js';
import { customType, type CustomFieldType } from './custom-types.js';
import { readsOf, type Formula } from './formula/formula.js';

export interface CustomChoice {
  code: string;
  label: string;
  disabled?: boolean;
}

/** A field that an enterprise has added to an object; its values stand in the record's `custom` under `key`. */
export interface CustomField {
  id: string;
  object: string;
  key: string;
  label: string;
  type: CustomFieldType;
  choices: CustomChoice[];
  required: boolean;
  unique: boolean;
  /** Its values stand in record_field_values, all of them: sortable, and quick to filter by. */
  indexed: boolean;
  defaultValue: unknown;
  /** What a field of type `formula` is computed by, as it was written, and to how many places. */
  formula: string | null;
  decimals: number | null;
  /** Of a field of type `file`: how many files a record has there at most. */
  maxFiles: number | null;
  /** What kinds of files it takes; empty: all. */
  fileKinds: FileKind[];
  /** The formula read against the other fields; absent where it cannot be read any more: then it has no value. */
  tree?: Formula;
  help: string | null;
  section: string | null;
  position: number;
  status: 'active' | 'disabled';
  version: number;
}

/** What filters and bodies call a custom field: `custom.budget`. */
export const customKey = (key: string): string => `custom.${key}`;

/** As what conditions take the values of a field. */
export const conditionTypeOf = ({ type, tree }: Pick<CustomField, 'type' | 'tree'>): FieldType =>
  tree?.type === 'date' ? 'date' : customType(type).condition;

/** The fields that a field tells of: itself and, of a formula, whatever it reads. */
export const toldBy = ({ key, tree }: Pick<CustomField, 'key' | 'tree'>): string[] => [
  customKey(key),
  ...(tree ? readsOf(tree) : []),
];

/** Hidden fields with the formulas that would tell of them. */
export function withFormulas(hidden: ReadonlySet<string>, fields: readonly CustomField[]): ReadonlySet<string> {
  const telling = hidden.size === 0 ? [] : fields.filter((field) => field.tree && toldBy(field).some((key) => hidden.has(key)));
  return telling.length === 0 ? hidden : new Set([...hidden, ...telling.map(({ key }) => customKey(key))]);
}
