import { ApiProperty } from '@nestjs/swagger';

/** A protection by hand: the record is not reclaimed before it ends. */
export class ProtectionView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  recordId!: string;

  /**
   * Until when the record is safe now: an earlier protection that reaches further stays.
   * @format date-time
   */
  protectedUntil!: string;

  reason!: string | null;

  /** How often this owner may still protect this record. */
  @ApiProperty({ type: 'integer' })
  left!: number;

  /** @format date-time */
  createdAt!: string;
}
