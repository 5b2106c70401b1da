import { withEmailsMasked, withoutEmails, withoutPhones, withPhonesMasked } from '../../../platform/text/index.js';
import { masked } from './mask.js';
import type { Restriction } from './pool-restrictions.js';

const PLACE_FIELDS: ReadonlySet<string> = new Set(['address', 'longitude', 'latitude']);
const PROSE: ReadonlySet<string> = new Set(['text', 'longText', 'link']);

/** What a value is, wherever it stands. */
export type KeptKind = 'phone' | 'email' | 'place';

/** How each kind of value is kept from a viewer. */
export type Kept = ReadonlyMap<KeptKind, 'masked' | 'hidden'>;

/** The kinds of the fields that a pool keeps; one of which a field is hidden is hidden. */
export function keptOf({ hidden, masked: partly }: Restriction, types: ReadonlyMap<string, string>): Kept {
  const kept = new Map<KeptKind, 'masked' | 'hidden'>();
  for (const [fields, how] of [
    [partly, 'masked'],
    [hidden, 'hidden'],
  ] as const) {
    for (const field of fields) {
      const kind = kindOf(field, types.get(field));
      if (kind) kept.set(kind, how);
    }
  }
  return kept;
}

/** What is kept by each of these: a value that one of them shows is shown. */
export function keptByAll([first, ...others]: readonly Kept[]): Kept {
  const shared = [...(first ?? [])].filter(([kind]) => others.every((kept) => kept.has(kind)));
  return new Map(
    shared.map(([kind, how]) => [kind, others.some((kept) => kept.get(kind) === 'masked') ? ('masked' as const) : how]),
  );
}

/** A text without what is kept: numbers and addresses are masked in it as fields of their kind would be. */
export function withheldInText(kept: Kept, text: string): string {
  const [phone, email] = [kept.get('phone'), kept.get('email')];
  const calm = phone === undefined ? text : phone === 'masked' ? withPhonesMasked(text) : withoutPhones(text);
  if (email === undefined) return calm;
  return email === 'masked' ? withEmailsMasked(calm) : withoutEmails(calm);
}

/** A value of a field of this type without what is kept; undefined where nothing of it is left. */
export function withheld(kept: Kept, type: string, value: unknown): unknown {
  if (PROSE.has(type)) return typeof value === 'string' ? withheldInText(kept, value) : value;
  const how = kept.get(type as KeptKind);
  if (how === undefined) return value;
  return how === 'hidden' || type === 'place' ? undefined : masked(type, value);
}

function kindOf(field: string, type: string | undefined): KeptKind | undefined {
  if (type === 'phone' || type === 'email' || type === 'place') return type;
  return PLACE_FIELDS.has(field) ? 'place' : undefined;
}
