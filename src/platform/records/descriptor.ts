import type { ObjectPolicy } from '../authz/index.js';
import type { FieldType } from '../condition/index.js';
import { text, type Text } from '../i18n/locale.js';
import { Registry } from '../registry.js';

/** One value of a choice field. */
export interface Choice {
  code: string;
  label: Text;
}

export const choice = (code: string, zh: string, en: string): Choice => ({ code, label: text(zh, en) });

/** Where the name of a reference comes from: lists show names, filters take ids. */
export interface ReferenceName {
  /** Key of the name in answers: `ownerName`. */
  key: string;
  table: string;
  column: string;
}

/** What is said once about a built-in field; lists, filters, import, export, history and front ends read it. */
export interface FieldDescriptor {
  key: string;
  label: Text;
  type: FieldType;
  /** What each member of a list is, where it is more than a word: such lists are masked member by member. */
  members?: 'phone';
  /** Column of the object's table. */
  column: string;
  choices?: readonly Choice[];
  /** Whose items the values of a `dictionary` field are: `industry`. Its `reference` then brings the label. */
  dictionary?: string;
  reference?: ReferenceName;
  filterable?: boolean;
  /** An index serves this order over all records (`null` values come last, whichever way). */
  sortable?: boolean;
  /** Sorted by this column in its place: `id` for the time of creation, because ids are made in its order (UUIDv7); pinyin for a name. */
  sortColumn?: string;
  nullable?: boolean;
  /** Importable columns of spreadsheets, and how other products name them. */
  importable?: boolean;
  aliases?: readonly string[];
  /** Written by people though no spreadsheet has it; importable fields are writable anyway. */
  writable?: boolean;
  required?: boolean;
  maxLength?: number;
  /** About a person, and erased with that person's data; `identifying`, as phones and e-mails are anyway: belongs to one person alone. */
  personal?: true | 'identifying';
  /** Not part of lists unless asked for by `fields`. */
  detailOnly?: boolean;
}

/** A field that holds an item of a dictionary (DICT-01): `level` is written as `levelId`, shown with `levelLabel`, and stands in `level_id`. */
export function dictionaryField(
  key: string,
  label: Text,
  dictionary: string,
  more: Partial<FieldDescriptor> = {},
): FieldDescriptor {
  const column = `${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_id`;
  const reference = { key: `${key}Label`, table: 'dictionary_items', column: 'label' };
  const field = { key: `${key}Id`, label, type: 'dictionary' as const, dictionary, column, reference };
  return { ...field, nullable: true, importable: true, ...more };
}

/** One kind of record. */
export interface ObjectDescriptor {
  object: string;
  table: string;
  label: Text;
  policy: ObjectPolicy;
  fields: readonly FieldDescriptor[];
  /** Key that lists are sorted by where nothing is asked: `-createdAt`. */
  defaultSort: string;
  /** Full-text search by the function search_<table> over these fields; the phone column is found by its last digits. */
  search?: { texts: readonly string[]; phoneColumn?: string };
  /** Whether enterprises may add fields; the table then has a column `custom jsonb`. */
  customizable: boolean;
}

/** The objects known to whatever works on all of them: custom fields, imports, exports, history. */
export const objects = new Registry<ObjectDescriptor>('objects');

/** Makes an object known. @throws Error when one of its name is known already */
export function registerObject<T extends ObjectDescriptor>(descriptor: T): T {
  objects.add(descriptor.object, descriptor);
  return descriptor;
}

export const objectDescriptor = (object: string): ObjectDescriptor | undefined => objects.get(object);
export const objectDescriptors = (): ObjectDescriptor[] => objects.all();

/** The import that made a record. */
export const importField: FieldDescriptor = {
  key: 'importId',
  label: text('导入批次', 'Import'),
  type: 'reference',
  column: 'import_id',
  nullable: true,
  detailOnly: true,
};

/** When and by whom a record was made and changed: the last fields of every kind of record that people make. */
export const stampFields: readonly FieldDescriptor[] = [
  {
    key: 'createdAt',
    label: text('创建时间', 'Created'),
    type: 'timestamp',
    column: 'created_at',
    sortable: true,
    sortColumn: 'id',
  },
  { key: 'createdBy', label: text('创建人', 'Created by'), type: 'reference', column: 'created_by', nullable: true },
  { key: 'updatedAt', label: text('更新时间', 'Updated'), type: 'timestamp', column: 'updated_at', sortable: true },
  { key: 'version', label: text('版本', 'Version'), type: 'integer', column: 'version' },
];
