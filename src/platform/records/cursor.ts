import { isId } from '../database/ids.js';
import { invalidCursor } from './list.errors.js';
import type { Sort } from './sort.js';

/** The last row of a page: its sort value (null among the rows without one) and its id. */
export interface Position {
  value: string | number | null;
  id: string;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;
const FORMS: Record<string, (value: string | number) => boolean> = {
  timestamp: (value) => typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  integer: (value) => Number.isSafeInteger(value),
  decimal: (value) => typeof value === 'number',
  reference: isId,
  dictionary: isId,
};

/** A position as an opaque text; it names its sort, so that it cannot be used with another one. */
export function encodeCursor(sort: Sort, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([sortName(sort), value, id])).toString('base64url');
}

/** @throws validationFailed for anything that encodeCursor did not make for this sort */
export function decodeCursor(sort: Sort, cursor: string): Position {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalidCursor();
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw invalidCursor();
  const [name, value, id] = parts as unknown[];
  if (name !== sortName(sort) || !isId(id) || !isValue(sort, value)) throw invalidCursor();
  return { value: value as Position['value'], id };
}

function isValue(sort: Sort, value: unknown): boolean {
  if (value === null) return sort.nullable;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  return (FORMS[sort.type] ?? ((each) => typeof each === 'string' && !each.includes('\0')))(value);
}

const sortName = (sort: Sort): string => `${sort.descending ? '-' : ''}${sort.key}`;
