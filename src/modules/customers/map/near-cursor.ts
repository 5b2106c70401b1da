import { isId } from '../../../platform/database/ids.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

/** How far a page of nearest customers got. */
export interface Reached {
  distance: number;
  id: string;
}

export const nearCursor = ({ distance, id }: Reached): string =>
  Buffer.from(JSON.stringify([distance, id])).toString('base64url');

/** @throws validationFailed for what no page has answered */
export function readNearCursor(cursor: string): Reached {
  try {
    const [distance, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof distance === 'number' && isId(id)) return { distance, id };
  } catch {
    // what is no JSON is no cursor either
  }
  throw validationFailed({}, [
    { pointer: '?cursor', code: 'INVALID_CURSOR', message: text('游标无效', 'This is no cursor of such a list.') },
  ]);
}
