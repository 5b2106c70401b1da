import type { FileKind } from '../../../platform/files/index.js';
import type { Text } from '../../../platform/i18n/locale.js';
import {
  customKey,
  type CustomField,
  type DictionaryForest,
  type FieldDescriptor,
  type FieldFile,
  type ObjectDescriptor,
} from '../../../platform/records/index.js';

/** A field that a conversion reads or writes. */
export interface MappableField {
  /** `phone`, `custom.budget`. */
  key: string;
  /** What people call it, in each language. */
  names: readonly string[];
  label: Text;
  kind: Kind;
  dictionary?: string;
  choices?: readonly { code: string; names: readonly string[] }[];
  /** Characters. */
  maxLength?: number;
  files?: { max: number; kinds: readonly FileKind[] };
}

type Kind = FieldDescriptor['type'] | CustomField['type'];

/** What people write of a record: all that a conversion could carry. References to other records are of this record alone. */
export const mappableFields = ({ fields }: ObjectDescriptor, custom: readonly CustomField[]): MappableField[] => [
  ...fields.filter(({ importable, writable, type }) => (importable || writable) && type !== 'reference').map(builtIn),
  ...custom.filter(({ type }) => type !== 'formula').map(ofCustom),
];

const builtIn = ({ key, label, type, dictionary, choices, maxLength }: FieldDescriptor): MappableField => ({
  key,
  label,
  names: Object.values(label),
  kind: type,
  ...(dictionary ? { dictionary } : {}),
  ...(choices ? { choices: choices.map((choice) => ({ code: choice.code, names: Object.values(choice.label) })) } : {}),
  ...(maxLength ? { maxLength } : {}),
});

const ofCustom = ({ key, label, type, choices, maxFiles, fileKinds }: CustomField): MappableField => ({
  key: customKey(key),
  label: { 'zh-CN': label, en: label },
  names: [label],
  kind: type,
  ...(type === 'region' ? { dictionary: 'region' } : {}),
  ...(maxFiles === null ? {} : { files: { max: maxFiles, kinds: fileKinds } }),
  ...(choices.length > 0
    ? { choices: choices.filter(({ disabled }) => !disabled).map((choice) => ({ code: choice.code, names: [choice.label] })) }
    : {}),
});

const WORDS = new Set<Kind>(['text', 'longText']);
/** What reads as words. */
const SAYABLE = new Set<Kind>([
  ...WORDS,
  'email',
  'phone',
  'link',
  'integer',
  'decimal',
  'money',
  'date',
  'time',
  'choice',
  'dictionary',
  'region',
]);
/** What has labels, by which values of one are found in another. */
const LABELLED = new Set<Kind>(['choice', 'dictionary', 'region']);
const NUMBERS: readonly Kind[] = ['integer', 'decimal', 'money'];

/** Whether values of the one can become values of the other. */
export function fits(from: MappableField, to: MappableField): boolean {
  if (from.kind === to.kind) return true;
  if (WORDS.has(to.kind)) return SAYABLE.has(from.kind);
  if (LABELLED.has(to.kind)) return LABELLED.has(from.kind) || from.kind === 'text';
  if (to.kind === 'choices') return from.kind === 'choice';
  return NUMBERS.includes(from.kind) && NUMBERS.includes(to.kind) && to.kind !== 'integer';
}

/** The value as the other field takes it; undefined where that has nothing of the kind. Items are found by id, then by label. */
export function translated(value: unknown, from: MappableField, to: MappableField, forest: DictionaryForest): unknown {
  if (WORDS.has(to.kind)) return fitting(String(LABELLED.has(from.kind) ? namesOf(value, from, forest)[0] : value), to);
  if (to.kind === 'choices') return chosen(value, from, to);
  if (to.kind === 'choice') return codeOf(namesOf(value, from, forest), to);
  if (to.files) return filesFor(value as FieldFile[], to.files);
  if (to.dictionary) return itemOf(value, from, to.dictionary, forest);
  return NUMBERS.includes(to.kind) && to.kind !== from.kind ? String(value) : value;
}

const fitting = (words: string, { maxLength }: MappableField): string | undefined =>
  maxLength !== undefined && words.length > maxLength ? undefined : words;

function namesOf(value: unknown, { choices, dictionary }: MappableField, forest: DictionaryForest): readonly string[] {
  if (dictionary) return [forest.survivorOf(String(value))?.label ?? ''];
  return choices?.find(({ code }) => code === value)?.names ?? [String(value)];
}

/** All of them or none: half of somebody's papers would pass for the whole. */
const filesFor = (files: FieldFile[], { max, kinds }: NonNullable<MappableField['files']>): FieldFile[] | undefined =>
  files.length <= max && files.every(({ kind }) => kinds.length === 0 || kinds.includes(kind)) ? files : undefined;

const codeOf = (names: readonly string[], { choices = [] }: MappableField): string | undefined =>
  choices.find((choice) => choice.names.some((name) => names.includes(name)))?.code;

/** Lists of free words are carried as they are; of choices those that the other has too. */
function chosen(value: unknown, from: MappableField, to: MappableField): unknown {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  const found = values.flatMap((each): unknown[] => {
    const names = from.choices?.find(({ code }) => code === each)?.names ?? [String(each)];
    return to.choices ? [codeOf(names, to)] : [names[0]];
  });
  const known = found.filter((each) => each !== undefined);
  return known.length > 0 ? known : undefined;
}

/** The same item of the same dictionary; of another the one that people call the same. Items out of use are not given again. */
function itemOf(value: unknown, from: MappableField, dictionary: string, forest: DictionaryForest): string | undefined {
  const item = from.dictionary === dictionary ? forest.survivorOf(String(value)) : undefined;
  if (item) return item.status === 'active' ? item.id : undefined;
  const names = namesOf(value, from, forest);
  return forest.inOrder(dictionary).find(({ label, status }) => status === 'active' && names.includes(label))?.id;
}
