import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '../../../platform/records/index.js';

/** How many changes of place of one kind. */
export class KindCountView {
  /** @example "claimed" */
  kind!: string;

  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** How many records have waited for so long. */
export class AgeView {
  /** @example "days8To30" */
  @ApiProperty({ enum: ['day1', 'days2To7', 'days8To30', 'days31To90', 'older'] })
  age!: string;

  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** What stands in the pool now. */
export class StockView {
  @ApiProperty({ type: 'integer' })
  count!: number;

  /** By how long they have waited, the youngest first. */
  ages!: AgeView[];
}

/** What became of records that people took from the pool: claimed, or assigned to them. */
export class TakenView {
  /** How often a record was taken. */
  @ApiProperty({ type: 'integer' })
  taken!: number;

  /** How often its new owner has contacted it since. */
  @ApiProperty({ type: 'integer' })
  contacted!: number;

  /** From taking to the first contact, in whole minutes: half were quicker. */
  @ApiProperty({ type: 'integer', nullable: true })
  medianMinutes!: number | null;

  /** The same: nine of ten were quicker. */
  @ApiProperty({ type: 'integer', nullable: true })
  p90Minutes!: number | null;

  /** How many of these records are converted by now; null where records of the kind are not. */
  @ApiProperty({ type: 'integer', nullable: true })
  converted!: number | null;
}

/** A pool's figures of a time. */
export class PoolStatisticsView extends TakenView {
  /** @format date */
  from!: string;

  /** @format date */
  to!: string;

  /** What came in, by kind. */
  in!: KindCountView[];

  /** What went out, by kind. */
  out!: KindCountView[];

  stock!: StockView;
}

/** What one person took, and what went back from them. */
export class PersonStatisticsView extends TakenView {
  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /** What went back into the pool from this person, by kind. */
  lost!: KindCountView[];
}

export class PersonStatisticsListView {
  items!: PersonStatisticsView[];

  page!: PageInfo;
}
