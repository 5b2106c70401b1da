import { ApiProperty } from '@nestjs/swagger';
import { DUPLICATE_ACTIONS, type DuplicateAction } from './comparison.js';
import type { Duplicate } from './duplicates.service.js';

/** Existing records that a new one resembles, as far as the asker may know. */
export class DuplicateView {
  /** The field that is equal: `phone`, `name` … or `custom.<key>`. */
  field!: string;

  /** What the enterprise's rule says. */
  action!: 'refuse' | 'warn';

  /** The kind of record. */
  object!: string;

  /**
   * Only where the asker may see the record.
   * @format uuid
   */
  id?: string;

  /** Only where the asker may see the record. */
  name?: string;

  /** Whose it is, or in which pool it stands, where the asker may know; otherwise only that it exists. */
  holder?: string;

  /** The main department of its owner, where whose it is may not be known but this may. */
  department?: string;

  /** Where it is: a pool, or owned. */
  place!: 'pool' | 'owned';
}

/** What the asker may know of a record that exists already: always that it does, whose it is only where they see it. */
export function duplicateView({ field, action, object, known, poolName, ...found }: Duplicate): DuplicateView {
  return {
    field,
    action,
    object,
    place: poolName === null ? 'owned' : 'pool',
    ...(known ? { id: found.id, name: found.name, holder: poolName ?? found.ownerName ?? '' } : {}),
    ...(!known && found.department !== null ? { department: found.department } : {}),
  };
}

export class DuplicateRuleView {
  /** @example "phone" */
  field!: string;

  /** @example "电话" */
  label!: string;

  @ApiProperty({ enum: DUPLICATE_ACTIONS })
  action!: DuplicateAction;

  /** A unique field of the enterprise's own: it always refuses, and is changed where the field is. */
  fixed!: boolean;
}

export class DuplicateRulesView {
  /** @example "lead" */
  object!: string;

  rules!: DuplicateRuleView[];
}
