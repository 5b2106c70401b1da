import { applyDecorators } from '@nestjs/common';
import { Length, Matches } from 'class-validator';

/** The rule for new passwords: 8 to 128 characters with a letter and a digit. */
export const IsNewPassword = (): PropertyDecorator => applyDecorators(Length(8, 128), Matches(/(?=.*[A-Za-z])(?=.*\d)/s));

/** A password to be checked; whether it keeps the rule does not matter, only its length must not cost the server much. */
export const IsPassword = (): PropertyDecorator => Length(1, 128);
