import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { RowSights } from '../../../platform/records/index.js';
import { FollowUpMasks } from './follow-up-masks.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { followUpSubjects } from './follow-up-subject.js';
import type { FollowUpRow } from './follow-up.queries.js';

/** Fields of the record that a follow-up repeats. */
const REPEATED = ['nextContactAt', 'degree'];
/** What every answer has. */
const SHOWN: ReadonlySet<string> = new Set(['id', 'version']);

/**
 * What a follow-up repeats of its record is seen as the record's own fields are: what roles hide is hidden (PERM-07), what a
 * pool keeps from its members is masked (POOL-18), in what the follow-up itself tells as well.
 */
@Injectable()
export class FollowUpSight {
  constructor(
    private readonly sights: RowSights,
    private readonly masks: FollowUpMasks,
  ) {}

  /** Names the records, hides in place, and takes out what was read for deciding alone. */
  async apply(ctx: Ctx, rows: FollowUpRow[]): Promise<void> {
    const pooled = rows.filter(standsInPoolsAlone);
    for (const { object } of followUpSubjects()) {
      const pairs = rows.flatMap((row) => pairOf(row, object));
      await this.sights.of(object)?.apply(
        ctx,
        pairs.map(({ record }) => record),
      );
      const hidden = ctx.ability.hiddenFields(object);
      for (const { row, record } of pairs) {
        const seen = Object.fromEntries(Object.entries(record).filter(([key]) => !hidden.has(key)));
        if ('name' in seen) row[`${object}Name`] = seen.name;
        REPEATED.filter((key) => !(key in seen)).forEach((key) => Reflect.deleteProperty(row, key));
      }
    }
    const hidden = [...ctx.ability.hiddenFields(FOLLOW_UP)];
    const gone = hidden.includes('typeId') ? [...hidden, 'typeLabel'] : hidden;
    for (const row of rows) for (const key of gone) if (!SHOWN.has(key)) Reflect.deleteProperty(row, key);
    await this.masks.apply(
      ctx,
      pooled.map((row) => ({ id: row.id, told: row })),
    );
  }
}

/** Whoever reads it with a record that somebody owns is told all of it. */
function standsInPoolsAlone(row: FollowUpRow): boolean {
  const records = followUpSubjects().map(({ object }) => row[`$${object}`] as { poolId?: string | null } | null);
  return records.every((record) => record === null || typeof record.poolId === 'string');
}

/** A follow-up with its record of this kind as a row that sights can judge; nothing where it is of none that the actor reads. */
function pairOf(row: FollowUpRow, object: string): { row: FollowUpRow; record: Record<string, unknown> }[] {
  const record = row[`$${object}`] as Record<string, unknown> | null;
  Reflect.deleteProperty(row, `$${object}`);
  for (const key of record ? REPEATED : []) record![key] = row[key];
  return record ? [{ row, record }] : [];
}
