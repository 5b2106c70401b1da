import type { FieldType } from '../../condition/index.js';
import type { Ctx } from '../../context/ctx.js';
import { text, type Locale } from '../../i18n/locale.js';
import type { Cell } from '../../spreadsheet/index.js';
import type { Catalogue } from '../catalogue.js';
import { conditionTypeOf, customKey, type CustomField } from '../custom-field.js';
import { customReference, UNKNOWN_NAME } from '../custom-references.js';
import { isReferenceType } from '../custom-types.js';
import type { FieldDescriptor, ReferenceName } from '../descriptor.js';
import { unknownField } from '../list.errors.js';
import { placeText, type Place } from '../place.js';
import type { FieldFile } from '../field-files.js';
import type { ExportRow } from './export-target.js';
import { wallClock } from './wall-clock.js';

/** What a column that shows references knows of them. */
export interface ReferencedNames {
  source: Pick<ReferenceName, 'table' | 'column'>;
  idOf: (row: ExportRow) => string | null;
  /** By id, as far as they have been asked for; null: gone. */
  names: Map<string, string | null>;
}

/** A column of the file. */
export interface ExportColumn {
  label: string;
  /** The field that must be read for it. */
  field: string;
  /** Where names come from, when the field is a reference. */
  reference?: ReferencedNames;
  /** Kept as text by spreadsheet programs. */
  asText: boolean;
  cell(row: ExportRow): Cell;
}

/** Bare ids and what only programs need are not for readers, unless they ask for them by name. */
const isForReaders = ({ key, type, reference }: FieldDescriptor): boolean =>
  key !== 'version' && (type !== 'reference' || reference !== undefined);

/** The columns asked for, in that order, or all that this person may see. @throws validationFailed for an unknown or hidden one */
export function exportColumns(ctx: Ctx, catalogue: Catalogue, asked: readonly string[] | undefined): ExportColumn[] {
  const make = new ColumnMaker(ctx);
  const visible = catalogue.descriptor.fields.filter((field) => !catalogue.hidden.has(field.key));
  const custom = catalogue.custom.filter((field) => !catalogue.hidden.has(customKey(field.key)));
  if (!asked)
    return [...visible.filter(isForReaders).map((field) => make.builtIn(field)), ...custom.map((field) => make.custom(field))];
  return asked.flatMap((key) => {
    if (key === 'custom') return custom.map((each) => make.custom(each));
    const field = visible.find((each) => each.key === key || each.reference?.key === key);
    const own = custom.find((each) => customKey(each.key) === key);
    if (!field && !own) throw unknownField(key);
    return field ? [make.builtIn(field)] : [make.custom(own!)];
  });
}

class ColumnMaker {
  private readonly locale: Locale;
  private readonly clock: (instant: string) => Date;

  constructor(ctx: Ctx) {
    this.locale = ctx.locale;
    this.clock = wallClock(ctx.zone);
  }

  builtIn({ key, label, type, choices = [], reference }: FieldDescriptor): ExportColumn {
    const labels = new Map(choices.map((choice) => [choice.code, choice.label[this.locale]]));
    const show = this.shower(type, labels);
    const column = { label: label[this.locale], field: key, asText: isText(type) };
    if (!reference) return { ...column, cell: (row) => show(row[key]) };
    const named = referenced(reference, (row) => row[key] as string | null);
    return { ...column, reference: named, cell: (row) => show(named.names.get(named.idOf(row)!)) };
  }

  custom(field: CustomField): ExportColumn {
    const { label, type, choices } = field;
    const key = customKey(field.key);
    const valueOf = (row: ExportRow): unknown => (row.custom as ExportRow | undefined)?.[field.key];
    if (isReferenceType(type)) return this.customReference(label, key, customReference(type), valueOf);
    const condition = conditionTypeOf(field);
    const show =
      type === 'place'
        ? (value: unknown) => (value ? placeText(value as Place) : null)
        : this.shower(condition, new Map(choices.map((choice) => [choice.code, choice.label])));
    return { label, field: key, asText: isText(condition), cell: (row) => show(valueOf(row)) };
  }

  private customReference(
    label: string,
    key: string,
    source: ReferencedNames['source'],
    valueOf: (row: ExportRow) => unknown,
  ): ExportColumn {
    const named = referenced(source, (row) => (valueOf(row) as string | undefined) ?? null);
    const cell = (row: ExportRow): Cell => {
      const id = named.idOf(row);
      return id === null ? null : (named.names.get(id) ?? UNKNOWN_NAME[this.locale]);
    };
    return { label, field: key, reference: named, asText: true, cell };
  }

  private shower(type: FieldType, labels: ReadonlyMap<string, string>): (value: unknown) => Cell {
    const show = this.showerOf(type, labels);
    return (value) => (value === null || value === undefined ? null : show(value));
  }

  private showerOf(type: FieldType, labels: ReadonlyMap<string, string>): (value: unknown) => Cell {
    switch (type) {
      case 'integer':
        return Number;
      case 'decimal':
      case 'money':
        return exactNumber;
      case 'date':
        return (value) => new Date(`${String(value)}T00:00:00Z`);
      case 'timestamp':
        return (value) => this.clock(String(value));
      case 'boolean':
        return (value) => (value === true ? YES : NO)[this.locale];
      case 'choice':
        return (value) => labels.get(String(value)) ?? String(value);
      case 'choices':
        return (value) =>
          (Array.isArray(value) ? value : [value])
            .map((each) => labels.get(String(each)) ?? String(each))
            .join(this.locale === 'en' ? ', ' : '、');
      case 'file':
        return (value) => (value as FieldFile[]).map(({ name }) => name).join(this.locale === 'en' ? ', ' : '、');
      default:
        return String;
    }
  }
}

const referenced = (source: ReferencedNames['source'], idOf: ReferencedNames['idOf']): ReferencedNames => ({
  source,
  idOf,
  names: new Map(),
});

const YES = text('是', 'yes');
const NO = text('否', 'no');
const TEXTS = new Set<FieldType>(['text', 'phone', 'email', 'time', 'reference', 'dictionary', 'file']);
const isText = (type: FieldType): boolean => TEXTS.has(type);

/** Spreadsheet programs keep 15 digits; what has more stays text, to the last digit. */
const exactNumber = (value: unknown): Cell => (String(value).replace(/\D/g, '').length <= 15 ? Number(value) : String(value));
