import type * as PhoneNumbers from 'libphonenumber-js';
import { onDemand } from '../on-demand.js';

/** Chinese mobiles need nothing of it. */
const library = (): typeof PhoneNumbers => onDemand('libphonenumber-js') as typeof PhoneNumbers;

/** How people write phone numbers: spaces of any width, hyphens, brackets, dots. */
const DECORATION = /[\s\u00a0\u3000\u200b-\u200f\ufeff()（）\-–—_.·]/g;

/** Full-width digits and plus sign → ASCII. */
const narrow = (value: string): string =>
  value.replace(/[\uff0b\uff10-\uff19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** A phone number without what people write between its digits. */
export const plainPhone = (input: string): string => narrow(input).replace(DECORATION, '');

/**
 * A phone number in E.164, or undefined if it is none. Numbers without a country are Chinese; land lines keep their area
 * code (`010-8888 8888` → `+861088888888`).
 */
export function normalisePhone(input: string): string | undefined {
  const plain = plainPhone(input);
  // Nearly all are Chinese mobiles; the library takes twenty times as long, which an import of 200 000 rows feels.
  const mobile = /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(plain)?.[1];
  if (mobile) return `+86${mobile}`;
  if (!/^(?:\+|00)?\d{5,16}$/.test(plain)) return undefined;
  const parsed = library().parsePhoneNumberFromString(plain.replace(/^00/, '+'), 'CN');
  return parsed?.isValid() ? parsed.number : undefined;
}

/** `+8613800138000` → `138****8000`: enough to recognise, not to call. */
export function maskPhone(phone: string): string {
  const local = phone.replace(/^\+86/, '');
  return local.length < 7 ? '****' : `${local.slice(0, 3)}****${local.slice(-4)}`;
}
