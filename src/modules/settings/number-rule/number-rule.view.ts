import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../../platform/records/index.js';
import { RESETS, type Reset } from './number-rule.js';

/** How records of an object are numbered. */
export class NumberRuleView {
  /** @example "customer" */
  object!: string;

  /** @example "客户" */
  label!: string;

  /**
   * The field that bears the number.
   * @example "number"
   */
  field!: string;

  /** @example "KH{YYYY}{MM}-{seq:4}" */
  pattern!: string;

  /** When the sequence begins anew. */
  @ApiProperty({ enum: RESETS })
  reset!: Reset;

  /** Whether no number may be left out. */
  gapFree!: boolean;

  /** Where each sequence begins. */
  @ApiProperty({ type: 'integer' })
  start!: number;

  /**
   * What the next record would get, if nobody else creates one and nobody has typed that number in.
   * @example "KH202611-0042"
   */
  next!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class NumberRuleListView extends pageOf(NumberRuleView) {}
