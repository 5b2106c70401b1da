import { connect } from 'node:net';
import type { ClientBase } from 'pg';

/** Tells a cancel request from the start of a session (PostgreSQL's protocol, "CancelRequest"). */
const CANCEL_REQUEST = 80_877_102;
const GIVE_UP_AFTER_MS = 2000;

interface Session {
  host: string;
  port: number;
  processID: number;
  secretKey: number;
}

/**
 * Asks the server to stop what a connection is running, over a short connection of its own: reads that nobody waits for
 * any more may hold the whole pool, and that is when it matters. Settles, never with an error, when the server has
 * taken the request or cannot be reached.
 */
export function cancelRunning(client: ClientBase): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as Session;
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.once('connect', () => socket.end(message(processID, secretKey)));
    socket.once('error', () => socket.destroy());
    socket.setTimeout(GIVE_UP_AFTER_MS, () => socket.destroy());
    // The server closes the connection after it has passed the request on.
    socket.once('close', () => resolve());
    socket.resume();
  });
}

function message(processId: number, secretKey: number): Buffer {
  const bytes = Buffer.alloc(16);
  [bytes.length, CANCEL_REQUEST, processId, secretKey].forEach((word, n) => bytes.writeInt32BE(word, n * 4));
  return bytes;
}
