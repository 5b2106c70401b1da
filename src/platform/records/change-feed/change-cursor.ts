import { isId } from '../../database/ids.js';
import { problem } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import { invalidCursor } from '../list.errors.js';
import { openCursor, sealCursor } from '../opaque-cursor.js';

/** A cursor of a database that is no more, or from before a reset: what lies behind it is not there to be told. */
export const feedRestarted = problem(
  410,
  'CHANGE_FEED_RESTARTED',
  text(
    '数据库已恢复或更换,或这类数据已被清空,请从头同步',
    'The database was restored or replaced, or these data were reset; synchronise from the beginning.',
  ),
);

/** How far a reader has come: the last change that it was shown, or everything before a transaction. */
export interface FeedPosition {
  transactionId: number;
  /** Null: nothing of that transaction has been shown. */
  changeId: string | null;
}

/** Up to where a feed may be read. */
export interface FeedHorizon {
  horizon: number;
  database: string;
  /** The transaction that finished the object's latest reset. */
  resetAt: number | null;
}

export const BEGINNING: FeedPosition = { transactionId: 0, changeId: null };

/**
 * A cursor is good for the object, the database and the time between two resets that it was given out in. It names the reset
 * itself: beside a transaction that began before the reset, a reader has come less far than it although it reads after it.
 */
export function encodeFeedCursor(
  object: string,
  { database, resetAt }: FeedHorizon,
  { transactionId, changeId }: FeedPosition,
): string {
  return sealCursor(object, database, transactionId, changeId, resetAt);
}

/** @throws validationFailed for anything that was not made for this object; @throws feedRestarted for another database's */
export function decodeFeedCursor(object: string, { database, horizon, resetAt }: FeedHorizon, cursor: string): FeedPosition {
  const [of, where, transactionId, changeId, knownReset] = openCursor(cursor, 5);
  if (
    of !== object ||
    typeof where !== 'string' ||
    !Number.isSafeInteger(transactionId) ||
    !(changeId === null || isId(changeId)) ||
    !(knownReset === null || Number.isSafeInteger(knownReset))
  )
    throw invalidCursor();
  if (where !== database || knownReset !== resetAt || (transactionId as number) > horizon) throw feedRestarted();
  return { transactionId: transactionId as number, changeId };
}
