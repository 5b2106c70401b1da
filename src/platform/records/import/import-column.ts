import type { FieldType } from '../../condition/index.js';
import type { Ctx } from '../../context/ctx.js';
import { text, type Text } from '../../i18n/locale.js';
import { customKey, type CustomField } from '../custom-field.js';
import type { Choice, FieldDescriptor } from '../descriptor.js';
import type { DictionaryForest } from '../dictionary/dictionary-forest.js';
import { dictionaryLabels, type DictionaryLabels } from '../dictionary/dictionary-labels.js';

/** A column that a spreadsheet may have. */
export interface ImportColumn {
  /** `name`, `custom.size`, or a word of the target's own such as `owner`. */
  key: string;
  label: Text;
  type: FieldType;
  choices?: readonly Choice[];
  /** The items of a dictionary column. */
  labels?: DictionaryLabels;
  required?: boolean;
  maxLength?: number;
  /** Other headers that mean the same. */
  aliases?: readonly string[];
  /** What the template says about it. */
  note?: Text;
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
  return [...own, ...columns, ...custom.map(ofCustomField)].filter(({ key }) => !hidden.has(key) && !readOnly.has(key));
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

const CUSTOM_TEXT_LENGTH = 2000;

function ofCustomField({ key, label, type, choices, required, help }: CustomField): ImportColumn {
  const open = choices.filter((choice) => !choice.disabled);
  return {
    key: customKey(key),
    label: text(label, label),
    type,
    ...(type === 'choice' || type === 'choices'
      ? { choices: open.map((choice) => ({ code: choice.code, label: text(choice.label, choice.label) })) }
      : {}),
    ...(required ? { required } : {}),
    ...(type === 'text' ? { maxLength: CUSTOM_TEXT_LENGTH } : {}),
    ...(help ? { note: text(help, help) } : {}),
  };
}
