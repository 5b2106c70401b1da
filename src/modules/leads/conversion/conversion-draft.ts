import type { Ctx } from '../../../platform/context/ctx.js';
import type { DictionaryForest, FieldFile } from '../../../platform/records/index.js';
import type { LeadView } from '../lead/lead.view.js';
import type { Mapping } from './conversion-mapping.js';
import type { LostFieldView } from './conversion.view.js';
import type { ConvertedObject, MappingLine } from './derived-lines.js';
import { translated, type MappableField } from './mappable-field.js';

/** Values as a body has them: the enterprise's own inside `custom`. */
export type Values = Record<string, unknown> & { custom?: Record<string, unknown> };

/** What comes out of a lead before anybody has said otherwise. */
export interface ConversionDraft {
  customer: Values;
  contact: Values;
  lost: LostFieldView[];
  /** Ids of files among the values: they leave the lead. */
  files: string[];
}

/**
 * Carries the values of a lead over. `lead` is as the actor sees it: what is hidden or masked from them goes nowhere,
 * because they would read it in the customer; nor do they write what their field rules keep from them.
 */
export function draftOf(ctx: Ctx, lead: LeadView, mapping: Mapping, forest: DictionaryForest): ConversionDraft {
  const draft: ConversionDraft = { customer: {}, contact: {}, lost: [], files: [] };
  for (const field of mapping.lead) {
    const value = valueOf(lead, field);
    if (isEmpty(value)) continue;
    const lines = mapping.lines.filter(({ from }) => from === field.key);
    const known = isMasked(lead, value) ? [] : lines;
    const carry = ({ object, to: key }: MappingLine): boolean =>
      mayWrite(ctx, object, key) && put(draft[object], key, translated(value, field, targetOf(mapping, object, key), forest));
    // a file hangs on one record: the first that takes it has it
    const carried = field.files ? known.some(carry) : known.map(carry).includes(true);
    if (!carried) draft.lost.push(lostField(ctx, field, lines.length > 0));
    else if (field.files) draft.files.push(...(value as FieldFile[]).map(({ id }) => id));
  }
  // somebody who buys for themselves is named after themselves
  if (isEmpty(draft.customer.name) && lead.name && !isMasked(lead, lead.name)) draft.customer.name = lead.name;
  return draft;
}

const targetOf = ({ targets }: Mapping, object: ConvertedObject, key: string): MappableField =>
  targets[object].find((field) => field.key === key)!;

const mayWrite = ({ ability }: Ctx, object: ConvertedObject, key: string): boolean =>
  !ability.hiddenFields(object).has(key) && !ability.readOnlyFields(object).has(key);

/** Whether there was something to put. */
function put(values: Values, field: string, value: unknown): boolean {
  if (isEmpty(value)) return false;
  const { key, holder } = holderOf(values, field);
  holder[key] = value;
  return true;
}

/** Where the value of a field stands in a body; made where it is not there. */
export function holderOf(values: Values, field: string): { holder: Record<string, unknown>; key: string } {
  if (!field.startsWith('custom.')) return { holder: values, key: field };
  return { holder: (values.custom ??= {}), key: field.slice('custom.'.length) };
}

/** Answers show what ids refer to beside them: `{ id, name }`. */
function valueOf(lead: LeadView, { key, kind }: MappableField): unknown {
  const { holder, key: own } = holderOf(lead as unknown as Values, key);
  const value = holder[own];
  const named = kind === 'person' || kind === 'department' || kind === 'region';
  return named && typeof value === 'object' && value !== null ? (value as { id: string }).id : value;
}

/** A degree of none says nothing. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 'none' || (Array.isArray(value) && value.length === 0);

/** Only what stands in a pool is masked. */
const isMasked = (lead: LeadView, value: unknown): boolean =>
  lead.poolId !== null && typeof value === 'string' && value.includes('***');

const lostField = (ctx: Ctx, { key, label }: MappableField, mapped: boolean): LostFieldView => ({
  field: key,
  label: label[ctx.locale],
  reason: mapped ? 'notTakenThere' : 'notMapped',
});
