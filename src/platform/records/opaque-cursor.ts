import { invalidCursor } from './list.errors.js';

/** What a cursor holds, as a text that says nothing to whoever carries it. */
export const sealCursor = (...parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor; what they are worth its reader says. @throws validationFailed for anything but so many sealed parts */
export function openCursor(cursor: string, count: number): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === count) return parts;
  } catch {
    // what is no JSON is no cursor either
  }
  throw invalidCursor();
}
