import { ApiProperty } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { DUPLICATE_ACTIONS, type DuplicateAction } from './comparison.js';

const IfGiven = () => ValidateIf((_: object, value: unknown) => value !== undefined);

export class DuplicateRulesQuery {
  /** The kind of record. */
  @ApiProperty({ enum: ['lead', 'customer'] })
  @IsIn(['lead', 'customer'])
  object!: 'lead' | 'customer';
}

/** What happens when a new record equals an existing one in the field; all built-in fields of the kind, and no other. */
export class SetDuplicateRulesRequest {
  /** Of leads. */
  @ApiProperty({ enum: DUPLICATE_ACTIONS, required: false })
  @IfGiven()
  @IsIn(DUPLICATE_ACTIONS)
  phone?: DuplicateAction;

  /** Of leads. Companies are compared without brackets, spaces and legal form. */
  @ApiProperty({ enum: DUPLICATE_ACTIONS, required: false })
  @IfGiven()
  @IsIn(DUPLICATE_ACTIONS)
  company?: DuplicateAction;

  /** Of leads, as it is written; of customers, without brackets, punctuation and legal form. */
  @ApiProperty({ enum: DUPLICATE_ACTIONS })
  @IsIn(DUPLICATE_ACTIONS)
  name!: DuplicateAction;

  /** Of customers, without brackets, punctuation and legal form. */
  @ApiProperty({ enum: DUPLICATE_ACTIONS, required: false })
  @IfGiven()
  @IsIn(DUPLICATE_ACTIONS)
  shortName?: DuplicateAction;
}
