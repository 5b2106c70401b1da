import { isId } from '../../../platform/database/ids.js';
import { invalidCursor, openCursor, sealCursor } from '../../../platform/records/index.js';

/** How far a page of nearest customers got. */
export interface Reached {
  distance: number;
  id: string;
}

export const nearCursor = ({ distance, id }: Reached): string => sealCursor(distance, id);

/** @throws validationFailed for what no page has answered */
export function readNearCursor(cursor: string): Reached {
  const [distance, id] = openCursor(cursor, 2);
  if (typeof distance === 'number' && isId(id)) return { distance, id };
  throw invalidCursor();
}
