import { problemOf, type Problem } from './problem.js';

/** How long a client tries. */
export interface Patience {
  /** Requests in all, the first one included. */
  attempts: number;
  /** Milliseconds; a server that asks for more is not waited for. */
  longestWait: number;
}

export const PATIENCE: Patience = { attempts: 5, longestWait: 60_000 };

/** Milliseconds before the first repetition where the server names no time; doubled each time. */
const FIRST_WAIT = 250;

/** After these the work was not begun, or is still being done under the same key: the request can be sent again. */
const isTemporary = ({ status, code }: Problem): boolean => status === 429 || status === 503 || code === 'IDEMPOTENCY_KEY_IN_USE';

/** Fetch fails with a TypeError, of whichever realm, where nothing comes back. */
const isLoss = (error: unknown): boolean => (error as Error).name === 'TypeError';

/** A lost answer leaves open whether the work was done; sent again, these do it once all the same. */
const isRepeatable = ({ method, headers }: Request): boolean =>
  method !== 'PATCH' && (method !== 'POST' || headers.has('Idempotency-Key'));

/**
 * Sends a request until it is answered for good: waits as `Retry-After` says, and sends again what got lost on the way where
 * that is safe.
 * @returns the last answer, with its problem where it is a refusal
 */
export async function persist(
  request: Request,
  send: (request: Request) => Promise<Response>,
  { attempts, longestWait }: Patience,
): Promise<{ response: Response; problem?: Problem }> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= attempts;
    const usual = FIRST_WAIT * 2 ** (attempt - 1) * (1 + Math.random());
    try {
      const response = await send(request.clone());
      if (response.ok) return { response };
      const problem = await problemOf(response);
      const named = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000;
      const wait = Number.isNaN(named) ? usual : named;
      if (isLast || !isTemporary(problem) || wait > longestWait) return { response, problem };
      await pause(wait, request.signal);
    } catch (error) {
      if (isLast || request.signal.aborted || !isLoss(error) || !isRepeatable(request)) throw error;
      await pause(usual, request.signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
