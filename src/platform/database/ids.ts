import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): ordered by time, so that new rows land at the end of every index. */
export const newId = (): string => v7();

/** Whether text is a UUID at all; anything else cannot be an id of ours. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
