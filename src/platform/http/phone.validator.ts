import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { text } from '../i18n/locale.js';
import { normalisePhone } from '../text/index.js';

/** A phone number in any usual spelling; the handler receives E.164. */
export const IsPhone = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (normalisePhone(value) ?? value) : value)),
    Matches(/^\+[1-9]\d{6,14}$/, {
      context: { code: 'NOT_A_PHONE', message: text('不是有效的电话号码', 'This is not a phone number.') },
    }),
  );
