import type * as PhoneNumbers from 'libphonenumber-js';
import { onDemand } from '../../../platform/on-demand.js';
import type { CardLine } from './card-line.js';

export const CARD_PHONE_KINDS = ['mobile', 'landline', 'fax'] as const;
export type CardPhoneKind = (typeof CARD_PHONE_KINDS)[number];

/** A number of a card in E.164, and how sure its reading is, 0 to 100. */
export interface CardPhone {
  value: string;
  kind: CardPhoneKind;
  confidence: number;
}

const CHINESE_MOBILE = /^\+861[3-9]/;
const MOBILE = /手机|移动|mobile|mob\b|cell|\bm[:.]/i;
const FAX = /传真|fax|\bf[:.]/i;

/** All numbers of a card, each once; what stands before a number says what it is. Those without a country are Chinese. */
export function phonesIn(lines: readonly CardLine[]): CardPhone[] {
  const { findPhoneNumbersInText } = onDemand('libphonenumber-js') as typeof PhoneNumbers;
  const found = new Map<string, CardPhone>();
  for (const { text, confidence } of lines) {
    let from = 0;
    for (const { number, startsAt, endsAt } of findPhoneNumbersInText(text, 'CN')) {
      const value: string = number.number;
      if (!found.has(value))
        found.set(value, { value, kind: kindOf(value, text.slice(from, startsAt)), confidence: Math.round(confidence) });
      from = endsAt;
    }
  }
  return [...found.values()];
}

function kindOf(number: string, label: string): CardPhoneKind {
  if (FAX.test(label)) return 'fax';
  return CHINESE_MOBILE.test(number) || MOBILE.test(label) ? 'mobile' : 'landline';
}
