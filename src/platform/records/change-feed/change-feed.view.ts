import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

/** What happened to a record since the cursor. */
export class ChangeView {
  /** @format uuid */
  recordId!: string;

  /** `removed`: it is still there, but you may no longer see it. */
  operation!: 'created' | 'changed' | 'deleted' | 'removed';

  /**
   * When it changed last.
   * @format date-time
   */
  at!: string;

  /** The record's version after that change. */
  version!: number;

  /**
   * Who changed it last; null: a rule or the system.
   * @format uuid
   */
  actorId!: string | null;

  /** By which means: `api`, `import`, `rule`, `job`. */
  origin!: string;

  /** Keys of the fields that changed, as far as `record` shows them; of a created record none. */
  changedFields!: string[];
}

export class FeedPageInfo {
  /** Keep it: the next call goes on here, now or in a week. */
  nextCursor!: string;

  /** Whether there is more already. */
  hasMore!: boolean;
}

/** The answer of a feed: `export class LeadChangesView extends changesOf(LeadView) {}`. `record` is what it is now; null where it is gone. */
export function changesOf<T>(View: Type<T>): Type<{ items: (ChangeView & { record: T | null })[]; page: FeedPageInfo }> {
  class RecordChangeView extends ChangeView {
    @ApiProperty({ oneOf: [{ $ref: `#/components/schemas/${View.name}` }, { type: 'null' }] })
    record!: T | null;
  }
  Object.defineProperty(RecordChangeView, 'name', { value: `${View.name.replace(/View$/, '')}ChangeView` });
  class ChangesOf {
    @ApiProperty({ type: [RecordChangeView] })
    items!: RecordChangeView[];

    @ApiProperty({ type: FeedPageInfo })
    page!: FeedPageInfo;
  }
  return ChangesOf;
}
