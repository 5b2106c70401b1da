import { isId } from '../database/ids.js';
import { invalidCursor } from './list.errors.js';
import { openCursor, sealCursor } from './opaque-cursor.js';
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
  return sealCursor(sortName(sort), value, id);
}

/** @throws validationFailed for anything that encodeCursor did not make for this sort */
export function decodeCursor(sort: Sort, cursor: string): Position {
  const [name, value, id] = openCursor(cursor, 3);
  if (name !== sortName(sort) || !isId(id) || !isValue(sort, value)) throw invalidCursor();
  return { value: value as Position['value'], id };
}

function isValue(sort: Sort, value: unknown): boolean {
  if (value === null) return sort.nullable;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  return (FORMS[sort.type] ?? ((each) => typeof each === 'string' && !each.includes('\0')))(value);
}

const sortName = (sort: Sort): string => `${sort.descending ? '-' : ''}${sort.key}`;
