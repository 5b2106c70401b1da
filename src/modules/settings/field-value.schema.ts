import type { ApiPropertyOptions } from '@nestjs/swagger';

/** OpenAPI of a value whose type a field's definition says. */
export const FIELD_VALUE = {
  oneOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: { type: 'string' } },
    { type: 'object', additionalProperties: true },
    { type: 'null' as 'string' },
  ],
} satisfies ApiPropertyOptions;
