import { ApiProperty } from '@nestjs/swagger';
import { BulkItemView, DuplicateView } from '../../pools/index.js';

export class ConversionMappingLineView {
  /**
   * A field of leads; the enterprise's own are `custom.<key>`.
   * @example "company"
   */
  from!: string;

  fromLabel!: string;

  object!: 'customer' | 'contact';

  /** @example "name" */
  to!: string;

  toLabel!: string;
}

export class ConversionMappingView {
  /** Nobody has set one: the fields themselves tell. */
  derived!: boolean;

  lines!: ConversionMappingLineView[];

  /** 0 while it is derived; sent as ETag and expected in If-Match. */
  version!: number;
}

/** What was made along with the customer. */
export class ConversionMadeView {
  /** @example "opportunity" */
  object!: string;

  /** @format uuid */
  id!: string;
}

export class ConversionView {
  /** @format uuid */
  leadId!: string;

  /** @format uuid */
  customerId!: string;

  /**
   * The contact; null where there is none.
   * @format uuid
   */
  contactId!: string | null;

  made!: ConversionMadeView[];

  /** Customers that the new one is equal to in a field whose rule is `warn`, or whose name is near. */
  duplicates!: DuplicateView[];
}

/** A field of the lead that has a value and goes nowhere. It stays on the lead. */
export class LostFieldView {
  /** @example "degree" */
  field!: string;

  label!: string;

  /** `notMapped`: no line names it; `notTakenThere`: the other field has no such value, or you may not write it. */
  reason!: 'notMapped' | 'notTakenThere';
}

export class ConversionPreviewView {
  /**
   * What would be written of the customer: all of a new one, what changes of an existing one.
   * @example { "name": "杭州华夏科技有限公司" }
   */
  @ApiProperty({ type: 'object', additionalProperties: true })
  customer!: Record<string, unknown>;

  /** What would be written of the contact; null where there would be none. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  contact!: Record<string, unknown> | null;

  lost!: LostFieldView[];

  /** Existing customers that the new one would equal, as far as you may know: one of them may be the one to convert to. */
  duplicates!: DuplicateView[];

  /** Existing customers with a near name. */
  near!: DuplicateView[];
}

export class ConversionItemView extends BulkItemView {
  /** @format uuid */
  customerId?: string;

  /** @format uuid */
  contactId?: string | null;
}

export class BulkConversionView {
  /** In the order sent. */
  items!: ConversionItemView[];
}
