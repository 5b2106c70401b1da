import { maskPhone, plainPhone } from './phone.js';

const DIGIT = '[0-9０-９]';
const MARK = String.raw`[\s\-–—.·_()（）]{0,2}`;
const digits = (least: number, most = least): string => `(?:${MARK}${DIGIT}){${least},${most}}`;

/** As people write them: Chinese mobiles, land lines with their area code, 400 and 800 numbers, and whatever names its country. */
const PHONES = new RegExp(
  String.raw`(?<!${DIGIT})(?:${[
    `(?:[+＋]|00)${DIGIT}${digits(7, 14)}`,
    `(?:86${MARK})?[1１]${MARK}[3-9３-９]${digits(9)}`,
    `[0０]${digits(9, 11)}`,
    `[48４８]${MARK}[0０]${MARK}[0０]${digits(7)}`,
  ].join('|')})(?!${DIGIT})`,
  'g',
);
const EMAILS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** A text in which every phone number is masked. */
export const withPhonesMasked = (text: string): string => text.replace(PHONES, (found) => maskPhone(plainPhone(found)));

/** A text without its phone numbers. */
export const withoutPhones = (text: string): string => text.replace(PHONES, '***');

/** A text in which of every e-mail address the first letter and the domain are left. */
export const withEmailsMasked = (text: string): string =>
  text.replace(EMAILS, (found) => `${found[0]}***${found.slice(found.lastIndexOf('@'))}`);

/** A text without its e-mail addresses. */
export const withoutEmails = (text: string): string => text.replace(EMAILS, '***');
