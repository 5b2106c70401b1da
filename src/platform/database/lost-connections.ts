import type pg from 'pg';

/**
 * Options of every pool. Between the moment in which the pool hands a connection out and the one in which its taker listens,
 * nobody hears that it was lost, and an error that nobody hears ends the process. The next statement on it fails all the same.
 */
export const HEARS_LOSSES = {
  onConnect: (client: pg.ClientBase): void => {
    client.on('error', () => undefined);
  },
} as const;
