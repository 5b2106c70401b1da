import type { CustomFieldType } from './custom-types.js';

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
  help: string | null;
  section: string | null;
  position: number;
  status: 'active' | 'disabled';
  version: number;
}

/** What filters and bodies call a custom field: `custom.budget`. */
export const customKey = (key: string): string => `custom.${key}`;
