import type { UnitOfWork } from '../database/unit-of-work.js';
import { Registry } from '../registry.js';

/** A row that is wrong, with whatever tells an operator which one and how: ids, the kept value, the recomputed one. */
export type WrongRow = Record<string, unknown>;

/** Recomputes what is stored twice, or looks for what a constraint cannot say (data.md: money and counts). */
export interface IntegrityCheck {
  /** Module and subject: `pools.holdings`. */
  name: string;
  /** Reads in a transaction of one enterprise, whose rows alone are visible. Empty: all is well. */
  run: (db: UnitOfWork) => Promise<WrongRow[]>;
}

/** All checks of the program. Modules register theirs when they are loaded; `cli verify` runs them per enterprise. */
export class IntegrityChecks {
  private readonly byName = new Registry<IntegrityCheck>('integrity checks');

  register(check: IntegrityCheck): void {
    this.byName.add(check.name, check);
  }

  all(): IntegrityCheck[] {
    return this.byName.all();
  }
}

/** The one registry of the process. */
export const integrityChecks = new IntegrityChecks();
