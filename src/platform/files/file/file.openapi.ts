import type { ApiBodyOptions, ApiResponseNoStatusOptions } from '@nestjs/swagger';
import { MEDIA_TYPES } from '../type/media-types.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** The form of an upload. */
export const FILE_FORM: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: {
        type: 'string',
        format: 'binary',
        description: `One of ${[...new Set(MEDIA_TYPES.map(({ extension }) => extension))].join(', ')}; the content must be what the name says`,
      },
    },
  },
};

const content = Object.fromEntries(MEDIA_TYPES.map(({ mediaType }) => [mediaType, binary]));

/** The answers of a GET of content. */
export const CONTENT: ApiResponseNoStatusOptions = {
  description: 'The content, under an `ETag` that names these very bytes.',
  content,
};
export const PARTIAL_CONTENT: ApiResponseNoStatusOptions = { description: 'The part that `Range` asked for.', content };
export const NOT_MODIFIED: ApiResponseNoStatusOptions = { description: '`If-None-Match` names what is there.' };
export const THUMBNAIL: ApiResponseNoStatusOptions = { description: 'The small picture.', content: { 'image/webp': binary } };
