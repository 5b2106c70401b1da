import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, ValidateIf } from 'class-validator';
import { text } from '../../../platform/i18n/locale.js';

// What bodies of rules have in common.
export const MOST_RECORDS = 1_000_000;
export const LINE_KEY = /^[a-z][A-Za-z0-9]{0,39}$/;
export const NESTED = { context: { code: 'NOT_AN_OBJECT', message: text('应为对象', 'This must be an object.') } };

/** Absent is no value; null is a wrong one. */
export const present = (_: object, value: unknown): boolean => value !== undefined;

/** A condition over the records of the pool; its fields are checked when the whole is. */
export const IsCondition = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: true,
      example: { all: [{ field: 'region', op: 'in', value: ['浙江', '上海'] }] },
    }),
    ValidateIf(present),
    IsObject(),
  );
