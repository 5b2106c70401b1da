import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateIf } from 'class-validator';

/** Text without white space around it. */
export const Trimmed = (): PropertyDecorator =>
  applyDecorators(Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)));

/** May be absent, but not null: a merge patch cannot remove it. */
export const IfGiven = (): PropertyDecorator => applyDecorators(ValidateIf((_, value: unknown) => value !== undefined));
