import { Transform } from 'class-transformer';
import { IsEmail, Length, Matches, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { normalisePhone } from '../../../platform/text/index.js';

const CONTROL = /\p{C}/u;
const PHONE = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** A name to sign in with as accounts keep it: phone in E.164, e-mail and login name in small letters. */
export function normaliseName(input: string): string {
  const name = input.normalize('NFKC').trim();
  if (name.includes('@')) return name.toLowerCase();
  return normalisePhone(name) ?? name.toLowerCase();
}

/** How an address is reached; undefined for a login name, which is no address. */
export function channelOf(address: string): 'sms' | 'email' | undefined {
  if (PHONE.test(address)) return 'sms';
  return EMAIL.test(address) ? 'email' : undefined;
}

const normalised = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normaliseName(value) : value));

/** A phone, e-mail or login name in any usual spelling. What no account can have is no error: that would tell something. */
export const IsSignInName = (): PropertyDecorator => applyDecorators(normalised(), Length(1, 254), Matches(/^\P{C}+$/u));

/** A phone or an e-mail address in any usual spelling. */
export const IsAddress = (): PropertyDecorator =>
  applyDecorators(
    normalised(),
    satisfies('isAddress', (value) => typeof value === 'string' && value.length <= 254 && channelOf(value) !== undefined, {
      code: 'NOT_AN_ADDRESS',
      message: text('不是有效的手机号或邮箱', 'This is neither a phone number nor an e-mail address.'),
    }),
  );

/** An e-mail address, kept in small letters. */
export const IsMail = (): PropertyDecorator => applyDecorators(normalised(), Length(3, 254), IsEmail());

/** What people and companies are called: trimmed, without control characters. */
export const IsName = (most: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    Length(1, most),
    satisfies('isPrintable', (value) => typeof value !== 'string' || !CONTROL.test(value), {
      code: 'NOT_PRINTABLE',
      message: text('含有不可见字符', 'This has invisible characters.'),
    }),
  );

/** A rule of our own. Without a default message, class-validator loses the context. */
function satisfies(
  name: string,
  validate: (value: unknown) => boolean,
  context: { code: string; message: Text },
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate, defaultMessage: () => context.code } }, { context });
}
