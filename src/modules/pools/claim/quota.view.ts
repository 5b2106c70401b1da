import { ApiProperty } from '@nestjs/swagger';

/** What has been used of a limit. */
export class QuotaLimitView {
  @ApiProperty({ type: 'integer' })
  limit!: number;

  /** May be beyond the limit, where records came by other ways. */
  @ApiProperty({ type: 'integer' })
  used!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  left!: number;
}

/** How many records of a level one owns, and may own. */
export class LevelQuotaView extends QuotaLimitView {
  /**
   * As the rules name it: the id of a dictionary's item, or a code.
   * @example "high"
   */
  level!: string;

  /** @example "高" */
  label!: string;
}

/** What one may still claim from a pool; null: no such limit. */
export class QuotaView {
  /** Claims from the pool today. */
  daily!: QuotaLimitView | null;

  /** Claims from the pool, ever. */
  total!: QuotaLimitView | null;

  /** Records of this kind that one owns. */
  holding!: QuotaLimitView | null;

  /** The same for the levels that have a limit of their own, in the order of the rules. */
  levels!: LevelQuotaView[];
}
