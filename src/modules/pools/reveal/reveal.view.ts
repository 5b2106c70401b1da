import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../../platform/records/index.js';

/** The values behind a record's masks. */
export class RevealedView {
  /** @format uuid */
  recordId!: string;

  /** The masked fields as they are, by key; custom ones as `custom.key`. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { phone: '+8613800138000' } })
  values!: Record<string, unknown>;

  /** How many more records the asker may look at today; null: as many as they like. */
  @ApiProperty({ type: 'integer', nullable: true })
  left!: number | null;
}

/** One look behind a mask. */
export class RevealView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  recordId!: string;

  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /** @example ["phone"] */
  fields!: string[];

  /** @format date-time */
  at!: string;

  ip!: string;
}

export class RevealListView extends pageOf(RevealView) {}
