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
    case '57P01':
    case '57P02':
    case '57P03':
    case '08006':
    case '08003':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return unavailable();
    default:
      return /Connection terminated|timeout exceeded when trying to connect|Connection ended/i.test((error as Error).message ?? '')
        ? unavailable()
        : undefined;
  }
}
