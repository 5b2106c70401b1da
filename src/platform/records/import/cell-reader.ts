import { DateTime } from 'luxon';
import { type Cell, cellText } from '../../spreadsheet/index.js';
import { normalisePhone } from '../../text/index.js';
import { placeOfText, type Place } from '../place.js';
import { decimalOf, EMAIL, linkOf, MONEY_PLACES, TIME_OF_DAY } from '../value-forms.js';
import type { ImportColumn } from './import-column.js';
import {
  notABoolean,
  ambiguousItem,
  notAChoice,
  notAClock,
  notADate,
  notANumber,
  notALink,
  notAnEmail,
  notAnInteger,
  notAnItem,
  notAPhone,
  notAPlace,
  notATime,
  sheetError,
  textTooLong,
  tooManyDecimals,
  wordAmbiguous,
  wordUnknown,
  type RowIssue,
} from './row-issue.js';

/**
 * What a cell comes to: text, phone in E.164, integer as number, decimal and money as exact text, date `YYYY-MM-DD`,
 * time of day `HH:MM`, timestamp in UTC, yes or no, the code of a choice, several codes, a place, the id of what it names.
 */
export type CellValue = string | number | boolean | string[] | Place;
export type CellOutcome = { value: CellValue } | { issue: RowIssue };

/** Reads a cell that is not blank. */
export type CellReader = (cell: Cell) => CellOutcome;

type Read = (text: string, cell: Cell) => CellOutcome;

// PostgreSQL stores neither, in text or in jsonb.
const UNSTORABLE = /[\0\p{Cs}]/gu;
const SHEET_ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/;

/** Prepares the reader of a column; choices are looked up by code or label, in either language, whatever the case. */
export function cellReader(column: ImportColumn, zone: string): CellReader {
  const read = readerOf(column, zone);
  return (cell) => {
    const text = cellText(cell).replace(UNSTORABLE, '');
    return text.startsWith('#') && SHEET_ERROR.test(text) ? { issue: sheetError(column.key, { value: text }) } : read(text, cell);
  };
}

function readerOf(column: ImportColumn, zone: string): Read {
  const { key, maxLength = Infinity } = column;
  switch (column.type) {
    case 'phone':
      return (text) => orIssue(normalisePhone(text), () => notAPhone(key));
    case 'email':
      return (text) => (text.length <= 254 && EMAIL.test(text) ? { value: text } : { issue: notAnEmail(key) });
    case 'integer':
      return (text) => integer(key, text);
    case 'decimal':
      return (text) => decimal(key, text, 6);
    case 'money':
      return (text) => money(key, text);
    case 'date':
      return (text, cell) => orIssue(dayOf(text, cell), () => notADate(key));
    case 'time':
      return (text, cell) => orIssue(clockOf(text, cell), () => notAClock(key));
    case 'timestamp':
      return (text, cell) => orIssue(instantOf(text, cell, zone), () => notATime(key));
    case 'boolean':
      return (text) => orIssue(BOOLEANS.get(text.toLowerCase()), () => notABoolean(key));
    case 'choice':
    case 'choices':
      return choiceReader(column);
    case 'dictionary':
      return (text) => itemOf(column, text);
    case 'link':
      return (text) => orIssue(linkOf(text), () => notALink(key));
    case 'place':
      return (text) => orIssue(placeOfText(text), () => notAPlace(key));
    case 'person':
    case 'department':
      return (text) => wordReader(column, text);
    default:
      return (text) =>
        text.length > maxLength && [...text].length > maxLength
          ? { issue: textTooLong(key, { limit: maxLength }) }
          : { value: text };
  }
}

function itemOf({ key, labels }: ImportColumn, text: string): CellOutcome {
  const found = labels?.find(text);
  if (found === 'ambiguous') return { issue: ambiguousItem(key, { value: text.slice(0, 100) }) };
  return orIssue(found, () => notAnItem(key, { value: text.slice(0, 100) }));
}

const orIssue = (value: CellValue | undefined, issue: () => RowIssue): CellOutcome =>
  value === undefined ? { issue: issue() } : { value };

/** Full-width digits and signs as ASCII, without thousands separators and currency signs. */
const digitsOf = (text: string): string => text.normalize('NFKC').replace(/[\s,'¥￥]/g, '');

function integer(key: string, text: string): CellOutcome {
  const digits = digitsOf(text);
  const value = Number(digits);
  return /^[+-]?\d{1,16}(\.0+)?$/.test(digits) && Number.isSafeInteger(value) ? { value } : { issue: notAnInteger(key) };
}

/** At most fifteen digits before the point, which every column of ours holds. */
function decimal(key: string, text: string, places: number): { value: string } | { issue: RowIssue } {
  const [, sign = '', whole, fraction = ''] = /^([+-]?)(\d{1,15})(?:\.(\d*))?$/.exec(digitsOf(text)) ?? [];
  if (whole === undefined) return { issue: notANumber(key) };
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > places) return { issue: tooManyDecimals(key, { limit: places }) };
  const plain = `${whole.replace(/^0+(?=\d)/, '')}${significant ? `.${significant}` : ''}`;
  return { value: sign === '-' && Number(plain) !== 0 ? `-${plain}` : plain };
}

/** As a body's amount is kept: with both places. */
function money(key: string, text: string): CellOutcome {
  const outcome = decimal(key, text, MONEY_PLACES);
  return 'value' in outcome ? { value: decimalOf(outcome.value, MONEY_PLACES)! } : outcome;
}

const CLOCK = /^(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?$/;

/** `8:30`, also of a cell that shows a time of day. */
function clockOf(text: string, cell: Cell): string | undefined {
  const shown = cell instanceof Date ? cell.toISOString().slice(11, 16) : text;
  const [, hours = '', minutes = ''] = CLOCK.exec(shown) ?? [];
  const clock = `${hours.padStart(2, '0')}:${minutes}`;
  return TIME_OF_DAY.test(clock) ? clock : undefined;
}

function wordReader({ key, words }: ImportColumn, text: string): CellOutcome {
  const id = words?.get(text.toLowerCase());
  const value = text.slice(0, 50);
  if (id === undefined) return { issue: wordUnknown(key, { value }) };
  return id === null ? { issue: wordAmbiguous(key, { value }) } : { value: id };
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;

function dayOf(text: string, cell: Cell): string | undefined {
  if (cell instanceof Date) return validDay(cell.toISOString().slice(0, 10));
  const [, year, month, day] = DAY.exec(text) ?? COMPACT_DAY.exec(text) ?? [];
  return day === undefined ? undefined : validDay(`${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** 30 February is no day; years are those that business records have. */
function validDay(day: string): string | undefined {
  const time = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
  return isDay && day >= '1900' && day < '2200' ? day : undefined;
}

/** The sheet's clock is the enterprise's. */
function instantOf(text: string, cell: Cell, zone: string): string | undefined {
  const day = dayOf(text, cell);
  if (day === undefined) return undefined;
  const [, , , , hour = '0', minute = '0', second = '0'] = DAY.exec(text) ?? [];
  const clock = `${day}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}`;
  const time = DateTime.fromISO(clock, { zone });
  return time.isValid ? time.toUTC().toISO() : undefined;
}

const BOOLEANS = new Map<string, boolean>([
  ...['是', 'yes', 'y', 'true', '1', '√', '✓', '对', '有'].map((word) => [word, true] as const),
  ...['否', 'no', 'n', 'false', '0', '×', '✗', '不', '无'].map((word) => [word, false] as const),
]);

const SEPARATORS = /[、,，;；|\n]/;

function choiceReader({ key, type, choices }: ImportColumn): Read {
  // Tags and the like take any words.
  if (!choices) return type === 'choice' ? (text) => ({ value: text }) : (text) => ({ value: wordsOf(text) });
  const codes = new Map<string, string>();
  // Codes last: where a label is another choice's code, the code wins.
  for (const { code, label } of choices) for (const name of Object.values(label)) codes.set(name.toLowerCase(), code);
  for (const { code } of choices) codes.set(code.toLowerCase(), code);
  const one = (text: string): CellOutcome =>
    orIssue(codes.get(text.toLowerCase()), () => notAChoice(key, { value: text.slice(0, 50) }));
  return type === 'choice' ? one : (text) => several(text, one);
}

function several(text: string, one: (text: string) => CellOutcome): CellOutcome {
  const outcomes = text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(one);
  const wrong = outcomes.find((outcome) => 'issue' in outcome);
  return wrong ?? { value: [...new Set(outcomes.map((outcome) => (outcome as { value: string }).value))] };
}

/** Splits a cell of several words, as tags have them. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(SEPARATORS)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];
