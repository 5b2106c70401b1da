import type { Ctx } from '../../../platform/context/ctx.js';
import { text, type Locale } from '../../../platform/i18n/locale.js';
import {
  customKey,
  type CustomField,
  type FieldDescriptor,
  type LayoutField,
  type LayoutSection,
  type ObjectDescriptor,
} from '../../../platform/records/index.js';

/** What a form may show, and what is known of it without a layout. */
export interface FormField {
  key: string;
  /** The heading that it stands under where no layout says so; null: the first. */
  section: string | null;
  width: LayoutField['width'];
  /** People write it; otherwise forms can only show it. */
  writable: boolean;
  /** Required whatever layouts say. */
  required: boolean;
  hasDefault: boolean;
}

const BASIC = text('基本信息', 'Basics');
/** Texts longer than this deserve a row of their own. */
const LONG_TEXT = 300;
const WIDE = new Set<CustomField['type']>(['longText', 'place', 'file']);

/** All fields that forms can have: what people write, then the enterprise's own in their order. */
export const formFields = ({ fields }: ObjectDescriptor, custom: readonly CustomField[]): FormField[] => [
  ...fields.filter(({ key }) => key !== 'id' && key !== 'version').map(ofBuiltIn),
  ...custom.map(ofCustom),
];

const ofBuiltIn = ({ key, importable, writable, required, maxLength = 0 }: FieldDescriptor): FormField => ({
  key,
  section: null,
  width: maxLength >= LONG_TEXT ? 'full' : 'half',
  writable: importable === true || writable === true,
  required: required ?? false,
  hasDefault: false,
});

const ofCustom = ({ key, type, section, required, defaultValue }: CustomField): FormField => ({
  key: customKey(key),
  section,
  width: WIDE.has(type) ? 'full' : 'half',
  writable: type !== 'formula',
  required,
  hasDefault: defaultValue !== null,
});

/**
 * The sections with every field that people write: those that the layout does not name come last, below the heading that
 * their definition names. Fields that are gone are left out.
 */
export function completed(ctx: Ctx, fields: readonly FormField[], sections: readonly LayoutSection[]): LayoutSection[] {
  const known = new Set(fields.map(({ key }) => key));
  const whole = sections.map(({ title, fields: own }) => ({ title, fields: own.filter(({ key }) => known.has(key)) }));
  const named = new Set(whole.flatMap((section) => section.fields.map(({ key }) => key)));
  for (const { key, section, width, writable } of fields) {
    if (named.has(key) || !(writable || key.startsWith(customKey('')))) continue;
    sectionOf(whole, section, ctx.locale).fields.push({ key, width, required: false, hidden: false });
  }
  return whole;
}

function sectionOf(sections: LayoutSection[], title: string | null, locale: Locale): LayoutSection {
  const wanted = title ?? BASIC[locale];
  const known = title === null ? sections[0] : sections.find((section) => section.title === wanted);
  if (known) return known;
  const added = { title: wanted, fields: [] };
  sections.push(added);
  return added;
}
