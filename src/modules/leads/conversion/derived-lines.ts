import { fits, type MappableField } from './mappable-field.js';

/** What a lead may become by itself. */
export const CONVERTED_OBJECTS = ['customer', 'contact'] as const;
export type ConvertedObject = (typeof CONVERTED_OBJECTS)[number];

/** A field of a lead and where its value goes. */
export interface MappingLine {
  from: string;
  object: ConvertedObject;
  to: string;
}

/** A lead is named after the person, its customer after the company. */
const BY_MEANING: Readonly<Record<ConvertedObject, Readonly<Record<string, string>>>> = {
  customer: { name: 'company' },
  contact: {},
};

/** What the fields themselves tell: of each target the field of the same key, otherwise of the same name, where types fit. */
export const derivedLines = (
  lead: readonly MappableField[],
  targets: Readonly<Record<ConvertedObject, readonly MappableField[]>>,
): MappingLine[] =>
  CONVERTED_OBJECTS.flatMap((object) =>
    targets[object].flatMap((to): MappingLine[] => {
      const key = BY_MEANING[object][to.key] ?? to.key;
      const fitting = lead.filter((field) => fits(field, to));
      const from = fitting.find((field) => field.key === key) ?? fitting.find((field) => sharesName(field, to));
      return from ? [{ from: from.key, object, to: to.key }] : [];
    }),
  );

const sharesName = (a: MappableField, b: MappableField): boolean => a.names.some((name) => b.names.includes(name));
