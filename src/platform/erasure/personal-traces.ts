import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { Registry } from '../registry.js';

/** Port: rows that are about a person without being a record of them: what blotting would leave of such a row would still tell. */
export interface PersonalTrace {
  name: string;
  /** Removes or empties the rows whose text matches this regular expression of PostgreSQL; no statement of it is timed out. Returns how many. */
  erase(ctx: Ctx, pattern: string): Promise<number>;
  /** Removes or empties what is about the person because it hangs on these records of theirs, whatever it says. */
  eraseOf?(ctx: Ctx, object: string, ids: readonly string[]): Promise<void>;
}

/** All kinds of traces. Modules register theirs in `onModuleInit`. */
@Injectable()
export class PersonalTraces {
  private readonly byName = new Registry<PersonalTrace>('traces of persons');

  /** @throws Error when the name is taken */
  register(trace: PersonalTrace): void {
    this.byName.add(trace.name, trace);
  }

  all(): PersonalTrace[] {
    return this.byName.all();
  }
}
