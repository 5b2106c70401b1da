import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import type { ObjectDescriptor } from '../descriptor.js';
import type { ImportColumn } from './import-column.js';
import type { RowIssue } from './row-issue.js';
import type { ParsedRow } from './row-reader.js';
import { Registry } from '../../registry.js';

export const OUTCOMES = ['created', 'updated', 'skipped', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What becomes of a row. */
export interface Verdict {
  row: ParsedRow;
  outcome: Outcome;
  /** Why a row fails, or is skipped. */
  issues: RowIssue[];
  /** What is doubtful about a row that is taken. */
  warnings?: RowIssue[];
}

/** One import as its target sees it. */
export interface ImportRun<Options> {
  /** Goes into what it creates; also names the import in ledgers. */
  id: string;
  options: Options;
  /** Keys of the columns that the file fills. */
  filled: ReadonlySet<string>;
  /** The last row of the file that an earlier attempt has settled; 0 for none. */
  after: number;
  /** Nothing will be written, so nothing needs to be held against others. */
  isPreview: boolean;
}

/** How what an import of one kind of record made is taken back. */
export interface ImportUndoing {
  /** Where records of the kind hang below each other: by which column, and the code of the tie that says so. */
  parent?: { column: string; code: string };
  /** Removes these records, which are locked and which nobody has worked with; set-wise. Answers how many. */
  remove(ctx: Ctx, ids: readonly string[]): Promise<number>;
}

/**
 * An object that spreadsheets can be imported into. Both parts work on a whole batch with a fixed number of statements;
 * judging writes nothing, so that a preview is the run itself without its last step.
 */
export interface ImportTarget<Options = unknown, Session = unknown, V extends Verdict = Verdict> {
  descriptor: ObjectDescriptor;
  /** Columns beyond the object's own fields: an owner by name or phone, a pool by name. */
  columns?: readonly ImportColumn[];
  /** What holds where the sender says nothing. */
  defaults: Options;
  /** Rules of a request as an import keeps them, where that differs: a password as its hash. */
  keep?(options: object): Promise<object>;
  /** Kept rules as answers show them, where that differs. */
  show?(options: Record<string, unknown>): Record<string, unknown>;
  /** @throws Problem validationFailed with pointers below /options, for rules that this person may not use */
  check(ctx: Ctx, options: Options): Promise<void>;
  /** Look-ups that serve all rows: people, pools, rules. */
  begin(ctx: Ctx, run: ImportRun<Options>): Promise<Session>;
  /**
   * For rows that refer to each other: is shown the whole file before the first row is judged, rows that cannot be read and
   * rows settled earlier too, but not those that failed then.
   */
  survey?(ctx: Ctx, session: Session, batches: AsyncIterable<ParsedRow[]>): Promise<void>;
  /** Works out what needs nothing but the row and is remembered, while the database is busy with the rows before. */
  foresee?(row: ParsedRow): void;
  /** Decides on rows without issues, also against each other, in their order. */
  judge(ctx: Ctx, session: Session, rows: ParsedRow[]): Promise<V[]>;
  /** Writes what was decided, in the same transaction; may still fail a row. Gets failed and skipped rows too. */
  write(ctx: Ctx, session: Session, verdicts: V[]): Promise<void>;
  /** What can only be done when all rows are settled. Done anew where an attempt ended within it. */
  finish?(ctx: Ctx, session: Session): Promise<void>;
  /** Absent where imports cannot be taken back. Its table then has `import_id` and `version`, and its ties are registered. */
  undo?: ImportUndoing;
}

/** Which objects can be imported. Modules register theirs in `onModuleInit`. */
@Injectable()
export class ImportTargets {
  private readonly targets = new Registry<ImportTarget>('what is imported');

  /** @throws Error when the object has a target already */
  register<Options, Session, V extends Verdict>(target: ImportTarget<Options, Session, V>): void {
    const { object } = target.descriptor;
    this.targets.add(object, target);
  }

  /** @throws Error when the object cannot be imported */
  get(object: string): ImportTarget {
    return this.targets.need(object);
  }
}
