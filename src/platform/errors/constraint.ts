import { concurrentChange, conflict, queryTimeout, referenceInvalid, unavailable } from './common.js';
import type { Problem, ProblemKind } from './problem.js';

const kinds = new Map<string, ProblemKind>();

/** Says which business error a violated database constraint is: the constraint is the truth, this is its wording. */
export function onViolation(constraint: string, kind: ProblemKind): void {
  kinds.set(constraint, kind);
}

interface PgError {
  code?: string;
  constraint?: string;
  driverError?: PgError;
}

/** Words an error of PostgreSQL as a declared problem; undefined if it is not one that a client can cause. */
export function problemOfDatabaseError(error: unknown): Problem | undefined {
  const { code, constraint } = (error as PgError).driverError ?? (error as PgError);
  const kind = constraint ? kinds.get(constraint) : undefined;
  if (kind) return kind();
  switch (code) {
    case '23505':
    case '23P01':
      return conflict();
    case '23503':
      return referenceInvalid();
    case '40001':
    case '40P01':
    case '55P03':
      return concurrentChange();
    case '57014':
      return queryTimeout();
    default:
      return isConnectionLoss(code, error) ? unavailable() : undefined;
  }
}

/** PostgreSQL stops, starts, has no connection left; or nothing of it can be reached. */
const UNREACHABLE = new Set(
  '57P01 57P02 57P03 08000 08001 08003 08004 08006 53300 ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN'.split(
    ' ',
  ),
);

/** Driver and TypeORM say by words alone that a connection broke, and afterwards that it stays broken. */
const BROKEN =
  /Connection terminated|Connection ended|is not queryable|Query runner already released|Query read timeout|timeout exceeded when trying to connect/i;

const isConnectionLoss = (code: string | undefined, error: unknown): boolean =>
  (code !== undefined && UNREACHABLE.has(code)) || BROKEN.test((error as Error).message ?? '');
