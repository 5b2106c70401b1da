import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ObjectDescriptor } from '../../../platform/records/index.js';
import type { TimelineEntryView } from './timeline.view.js';
import { Registry } from '../../../platform/registry.js';

/** Whose timeline is read, and by whom. */
export interface TimelineSubject {
  descriptor: ObjectDescriptor;
  /** Whether the actor is told of its fields' history: who may change it, unless its pool keeps something from them. */
  readsHistory: boolean;
  /** Whether it stands in a pool, which may keep something from the actor. */
  isPooled: boolean;
}

/** Rows of one kind that belong to the record `s.id`. */
export interface TimelineRows {
  /** `FROM … WHERE …` without the word FROM. An index on the record, `at` and `id` must serve their order. */
  from: Sql;
  id: Sql;
  at: Sql;
  /** Who did it; null where a rule or the program did. */
  actor: Sql;
  /** What it says, as jsonb. */
  content: Sql;
}

/** Port: one kind of what happened to records, told on their timelines (CUST-08). */
export interface TimelineSource {
  /** `followUp`; what `kinds` of a request names. */
  kind: string;
  /** The kinds of records on whose timelines it stands; every one when absent. */
  objects?: readonly string[];
  /** Undefined where this actor may see none of it. */
  rows(ctx: Ctx, subject: TimelineSubject): TimelineRows | undefined;
  /** Completes entries of a page set-wise, and takes out what the actor may not see. */
  finish?(ctx: Ctx, subject: TimelineSubject, entries: TimelineEntryView[]): Promise<void> | void;
}

/** All that stands on timelines. Modules register in `onModuleInit`. */
@Injectable()
export class TimelineSources {
  private readonly sources = new Registry<TimelineSource>('sources of timelines');

  /** @throws Error when the kind is registered twice */
  register(source: TimelineSource): void {
    this.sources.add(source.kind, source);
  }

  /** What stands on timelines of this kind of record. */
  of(object: string): TimelineSource[] {
    return this.sources.all().filter(({ objects }) => objects?.includes(object) ?? true);
  }
}
