import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): ordered by time, so that new rows land at the end of every index. */
export const newId = (): string => v7();

/** A new id of something that came to be earlier: lists in the order of ids show it where it belongs. */
export const idOf = (time: Date): string => v7({ msecs: time.getTime() });

/** Whether text is a UUID at all; anything else cannot be an id of ours. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);

/** Comes before every id: where a walk in the order of ids begins. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';
