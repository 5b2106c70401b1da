import type { FieldType } from '../../condition/index.js';
import type { Ctx } from '../../context/ctx.js';
import { text, type Text } from '../../i18n/locale.js';
import { customKey, type CustomField } from '../custom-field.js';
import { customType, isReferenceType, type CustomFieldType, type ReferenceType } from '../custom-types.js';
import { customReference } from '../custom-references.js';
import type { Choice, FieldDescriptor } from '../descriptor.js';
import type { DictionaryForest } from '../dictionary/dictionary-forest.js';
import { dictionaryLabels, type DictionaryLabels } from '../dictionary/dictionary-labels.js';
import type { MappedColumn } from './row-reader.js';

/** A column that a spreadsheet may have. */
export interface ImportColumn {
  /** `name`, `custom.size`, or a word of the target's own such as `owner`. */
  key: string;
  label: Text;
  type: FieldType | CustomFieldType;
  choices?: readonly Choice[];
  /** The items of a dictionary column. */
  labels?: DictionaryLabels;
  required?: boolean;
  maxLength?: number;
  /** The rows that its cells name, by lower-case word; null for a word that several rows have. */
  words?: ReadonlyMap<string, string | null>;
  /** Other headers that mean the same. */
  aliases?: readonly string[];
  /** What the template says about it. */
  note?: Text;
  /** Whether this person may fill it; everybody where nothing is said. */
  permitted?: (ctx: Ctx) => boolean;
}

/** Where an object's importable columns come from. */
export interface ColumnSource {
  descriptor: { object: string; fields: readonly FieldDescriptor[] };
  columns?: readonly ImportColumn[];
}

/** All columns that this person may fill: built-in fields, the target's own, the enterprise's custom fields. */
export function importColumns(
  ctx: Ctx,
  { descriptor, columns = [] }: ColumnSource,
  custom: readonly CustomField[],
  dictionaries: DictionaryForest,
): ImportColumn[] {
  const hidden = ctx.ability.hiddenFields(descriptor.object);
  const readOnly = ctx.ability.readOnlyFields(descriptor.object);
  const own = descriptor.fields.filter((field) => field.importable).map((field) => ofField(field, dictionaries));
  return [
    ...own,
    ...columns,
    ...custom.filter(({ type }) => customType(type).imported !== false).map((field) => ofCustomField(field, dictionaries)),
  ].filter(({ key, permitted }) => !hidden.has(key) && !readOnly.has(key) && (permitted?.(ctx) ?? true));
}

function ofField(
  { key, label, type, choices, dictionary, required, maxLength, aliases }: FieldDescriptor,
  dictionaries: DictionaryForest,
): ImportColumn {
  return {
    key,
    label,
    type,
    ...(choices ? { choices } : {}),
    ...(dictionary ? { labels: dictionaryLabels(dictionaries, dictionary) } : {}),
    ...(required ? { required } : {}),
    ...(maxLength ? { maxLength } : {}),
    ...(aliases ? { aliases } : {}),
  };
}

function ofCustomField(
  { key, label, type, choices, required, defaultValue, help }: CustomField,
  dictionaries: DictionaryForest,
): ImportColumn {
  const { maxLength } = customType(type);
  const open = choices.filter((choice) => !choice.disabled);
  return {
    key: customKey(key),
    label: text(label, label),
    ...(type === 'region' ? { type: 'dictionary', labels: dictionaryLabels(dictionaries, type) } : { type }),
    ...(type === 'choice' || type === 'choices'
      ? { choices: open.map((choice) => ({ code: choice.code, label: text(choice.label, choice.label) })) }
      : {}),
    // a blank cell takes the default
    ...(required && defaultValue === null ? { required } : {}),
    ...(maxLength ? { maxLength } : {}),
    ...(help ? { note: text(help, help) } : {}),
  };
}

/** Gives columns of people, departments and the like the words that mean their rows: one statement for each such type. */
export async function withWords(ctx: Ctx, mapped: readonly MappedColumn[]): Promise<MappedColumn[]> {
  const types = new Set(mapped.map(({ column }) => column.type).filter(isReferenceType));
  const words = new Map<string, ReadonlyMap<string, string | null>>();
  for (const type of types) words.set(type, await wordsOf(ctx, type));
  return mapped.map(({ at, column }) => {
    const known = words.get(column.type);
    return { at, column: known ? { ...column, words: known } : column };
  });
}

async function wordsOf(ctx: Ctx, type: ReferenceType): Promise<ReadonlyMap<string, string | null>> {
  const rows = await ctx.db.query<{ id: string; words: (string | null)[] }>(customReference(type).words!);
  const found = new Map<string, string | null>();
  for (const { id, words } of rows) {
    for (const word of new Set(words)) {
      if (word === null) continue;
      const key = word.toLowerCase();
      found.set(key, found.has(key) ? null : id);
    }
  }
  return found;
}
