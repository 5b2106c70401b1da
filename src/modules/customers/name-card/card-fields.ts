import type { CardLine } from './card-line.js';
import { tidy } from './card-line.js';
import { phonesIn, type CardPhone } from './card-phones.js';
import {
  ADDRESS_MARKS,
  HAN_COMPANY,
  HAN_NAME,
  HAN_TITLE,
  LATIN_COMPANY,
  LATIN_NAME,
  LATIN_TITLE,
  NAME_AND_TITLE,
} from './card-words.js';

/** A field of a card, and how sure its reading is, 0 to 100. */
export interface CardField {
  value: string;
  confidence: number;
}

/** What a contact could be made of. Fields that the card does not show are null. */
export interface CardDraft {
  name: CardField | null;
  title: CardField | null;
  company: CardField | null;
  phones: CardPhone[];
  email: CardField | null;
  website: CardField | null;
  wechat: CardField | null;
  address: CardField | null;
}

const EMAIL = /[\w.+-]+ ?@ ?[\w-]+(?: ?\. ?[\w-]+)+/;
const WEBSITE = /(?:https?:\/\/|www\.)[\w-]+(?:\.[\w-]+)+(?:\/\S*)?|\b[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|io)\b(?:\/\S*)?/i;
const WECHAT = /(?:微信号?|wechat(?: id)?|weixin|\bvx)[: ]*([a-z][\w-]{5,19})/i;
const ADDRESS_LABEL = /^(?:公司|办公)?(?:地址|add(?:ress)?)[:. ]+(.{4,})$/i;
/** How much surer a line that says what it is makes than one that only looks like it. */
const GUESSED = 0.8;
const ADDRESS_AT_LEAST = 3;

/** Tells the fields of a card by its lines. Each line is used for one field of those that fill it. */
export function fieldsOf(read: readonly CardLine[]): CardDraft {
  const lines = read.map(tidy).filter(({ text }) => text.length > 1);
  const email = first(lines, ({ text }) => EMAIL.exec(text)?.[0].replaceAll(' ', ''));
  const website = first(lines, ({ text }) => WEBSITE.exec(text.replace(EMAIL, ''))?.[0]);
  const wechat = first(lines, ({ text }) => WECHAT.exec(text)?.[1]);
  const phones = phonesIn(lines);
  const rest = lines.filter(
    ({ text }) => !EMAIL.test(text) && !WEBSITE.test(text) && !WECHAT.test(text) && !/\d{6}/.test(text.replace(/[ -]/g, '')),
  );
  const address = addressOf(lines);
  const open = rest.filter(({ text }) => address === null || !text.includes(address.value));
  const company = companyOf(open);
  const people = open.filter(({ text }) => text !== company?.value);
  return { ...personOf(people), company, phones, email, website, wechat, address };
}

function companyOf(lines: readonly CardLine[]): CardField | null {
  return (
    first(lines, ({ text }) => (HAN_COMPANY.test(text) ? text : undefined)) ??
    first(lines, ({ text }) => (LATIN_COMPANY.test(text) ? text : undefined))
  );
}

function personOf(lines: readonly CardLine[]): Pick<CardDraft, 'name' | 'title'> {
  const both = first(lines, ({ text }) => (NAME_AND_TITLE.test(text) ? text : undefined));
  const [, name, title] = both ? NAME_AND_TITLE.exec(both.value)! : [];
  if (both && name && title) return { name: { ...both, value: name }, title: { ...both, value: title } };
  const titles =
    first(lines, ({ text }) => (HAN_TITLE.test(text) ? text : undefined)) ??
    first(lines, ({ text }) => (LATIN_TITLE.test(text) ? text : undefined));
  const names = lines.filter(({ text }) => text !== titles?.value);
  const found =
    first(names, ({ text }) => HAN_NAME.exec(text)?.[1]) ??
    guessed(first(names, ({ text }) => (LATIN_NAME.test(text) && !LATIN_COMPANY.test(text) ? capital(text) : undefined)));
  return { name: found, title: titles };
}

function addressOf(lines: readonly CardLine[]): CardField | null {
  const labelled = first(lines, ({ text }) => ADDRESS_LABEL.exec(text)?.[1]);
  if (labelled) return labelled;
  return guessed(
    first(lines, ({ text }) => {
      const marks = new Set(text.match(ADDRESS_MARKS));
      return marks.size >= ADDRESS_AT_LEAST && !HAN_COMPANY.test(text) ? text : undefined;
    }),
  );
}

/** The first line that has such a thing. */
function first(lines: readonly CardLine[], find: (line: CardLine) => string | undefined): CardField | null {
  for (const line of lines) {
    const value = find(line);
    if (value !== undefined) return { value, confidence: Math.round(line.confidence) };
  }
  return null;
}

const guessed = (field: CardField | null): CardField | null =>
  field && { ...field, confidence: Math.round(field.confidence * GUESSED) };
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
