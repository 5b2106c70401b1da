import type { ApiBodyOptions, ApiResponseNoStatusOptions } from '@nestjs/swagger';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** The form of an upload. */
export const UPLOAD_SCHEMA: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary', description: 'An .xlsx or .csv file' },
      sheet: { type: 'string', description: 'The sheet to read; the first visible one where none is named' },
    },
  },
};

/** The answer of a download. */
export const XLSX_OR_CSV: ApiResponseNoStatusOptions = {
  description: 'The spreadsheet, as a download.',
  content: { 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': binary, 'text/csv': binary },
};
