import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { text } from '../i18n/locale.js';
import { normalisePhone } from '../text/index.js';

const normalised = (value: unknown): unknown => (typeof value === 'string' ? (normalisePhone(value) ?? value) : value);

/** A phone number in any usual spelling, or a list of them with `each`; the handler receives E.164. */
export const IsPhone = ({ each = false } = {}): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (each && Array.isArray(value) ? value.map(normalised) : normalised(value))),
    Matches(/^\+[1-9]\d{6,14}$/, {
      each,
      context: { code: 'NOT_A_PHONE', message: text('不是有效的电话号码', 'This is not a phone number.') },
    }),
  );
