import { DateTime } from 'luxon';
import type { Ctx } from '../../../platform/context/ctx.js';

/** When a sequence begins anew, in the enterprise's zone. */
export const RESETS = ['never', 'yearly', 'monthly', 'daily'] as const;
export type Reset = (typeof RESETS)[number];

/** How records of an object are numbered. */
export interface NumberRule {
  /** Letters and digits as they are, `{YYYY}`, `{YY}`, `{MM}`, `{DD}`, and once `{seq:4}` with the least number of digits. */
  pattern: string;
  reset: Reset;
  /** Whether each number is given to exactly one record, none left out: whoever creates records waits for the one before. */
  gapFree: boolean;
  /** Where each sequence begins. */
  start: number;
  version: number;
}

const TOKEN = /\{(YYYY|YY|MM|DD|seq(?::(\d{1,2}))?)\}/g;
/** Beyond, nobody reads a number out on the phone. */
const MOST_DIGITS = 12;
const LONGEST_NUMBER = 50;

/** Why a pattern cannot be taken. */
export type PatternFault = 'PATTERN_MALFORMED' | 'PATTERN_NEEDS_ONE_SEQUENCE' | 'PATTERN_TOO_LONG' | 'PATTERN_LACKS_DATE';

/** Date parts that a pattern must show, so that a sequence which begins anew makes new numbers. */
const SHOWN: Record<Reset, readonly RegExp[]> = {
  never: [],
  yearly: [/\{YY(YY)?\}/],
  monthly: [/\{YY(YY)?\}/, /\{MM\}/],
  daily: [/\{YY(YY)?\}/, /\{MM\}/, /\{DD\}/],
};

/** What is wrong with a pattern, undefined where nothing is. */
export function patternFault({ pattern, reset }: Pick<NumberRule, 'pattern' | 'reset'>): PatternFault | undefined {
  const tokens = [...pattern.matchAll(TOKEN)];
  if (/[{}]/.test(pattern.replace(TOKEN, ''))) return 'PATTERN_MALFORMED';
  const sequences = tokens.filter(([, token]) => token!.startsWith('seq'));
  const digits = Number(sequences[0]?.[2] ?? 1);
  if (sequences.length !== 1 || digits < 1 || digits > MOST_DIGITS) return 'PATTERN_NEEDS_ONE_SEQUENCE';
  if (numberText(pattern, '2026-11-22', 10 ** MOST_DIGITS).length > LONGEST_NUMBER) return 'PATTERN_TOO_LONG';
  return SHOWN[reset].every((part) => part.test(pattern)) ? undefined : 'PATTERN_LACKS_DATE';
}

/** The number of a record. @param day `YYYY-MM-DD` in the enterprise's zone */
export function numberText(pattern: string, day: string, sequence: number): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return pattern.replace(TOKEN, (_, token: string, digits = '1') => {
    if (token.startsWith('seq')) return String(sequence).padStart(Number(digits), '0');
    return { YYYY: year, YY: year.slice(2), MM: month, DD: date }[token] ?? '';
  });
}

const SHOWN_OF_DAY: Record<Reset, number> = { never: 0, yearly: 4, monthly: 7, daily: 10 };

/** The period that a sequence runs for: `2026-11` for one that begins anew every month. */
export const periodOf = (reset: Reset, day: string): string => day.slice(0, SHOWN_OF_DAY[reset]);

/** Today in the enterprise's zone. */
export const dayIn = (ctx: Pick<Ctx, 'now' | 'zone'>): string =>
  DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).toFormat('yyyy-MM-dd');
