import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { UpdateContactRequest, UpdateCustomerRequest } from '../../customers/index.js';
import { IfGiven } from '../../../platform/http/index.js';
import type { ConvertedObject } from './derived-lines.js';

/** Null is a value of its own. */
const UnlessNull = () => ValidateIf((_: object, value: unknown) => value !== null && value !== undefined);

/** Values that go before what the mapping carries over; null leaves a field empty. */
export class ConvertedCustomerRequest extends UpdateCustomerRequest {
  /**
   * Put a new customer into this sea; without sea and owner it becomes the lead's owner's, of a lead in a pool your own.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  poolId?: string;

  /**
   * Give a new customer to this employee.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  ownerId?: string;

  /** Let the routing rules choose the sea of a new customer. */
  @IfGiven()
  @IsBoolean()
  route?: boolean;
}

/** Something else to make at the customer in the same step. */
export class ConversionMakeRequest {
  /**
   * A kind of record that registers for conversions.
   * @example "opportunity"
   */
  @IsString()
  @Length(1, 50)
  object!: string;

  /** As the kind's own creation takes them, without the customer. */
  @IsObject()
  values!: Record<string, unknown>;
}

export class ConvertLeadRequest {
  /**
   * The existing customer to convert to; absent: a new one. Values that the mapping carries over fill what is empty there.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  customerId?: string;

  @IfGiven()
  @ValidateNested()
  @Type(() => ConvertedCustomerRequest)
  customer?: ConvertedCustomerRequest;

  /**
   * The existing contact of that customer that the lead is.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  contactId?: string;

  /** Values that go before what the mapping carries over; null: no contact is made. */
  @UnlessNull()
  @ValidateNested()
  @Type(() => UpdateContactRequest)
  contact?: UpdateContactRequest | null;

  /** What else to make, at most one of a kind. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(5)
  @ArrayUnique(({ object }: ConversionMakeRequest) => object)
  @ValidateNested({ each: true })
  @Type(() => ConversionMakeRequest)
  make?: ConversionMakeRequest[];
}

export class ConvertLeadsRequest {
  /** @example ["01938f4e-7b1a-7c3d-8e2f-000000000001"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];

  /** Whether each gets a contact. */
  @IsOptional()
  @IsBoolean()
  withContact?: boolean = true;

  /** All or nothing. */
  @IsOptional()
  @IsBoolean()
  atomic?: boolean = false;
}

export class MappingLineRequest {
  /**
   * A field of leads; the enterprise's own are `custom.<key>`.
   * @example "company"
   */
  @IsString()
  @Length(1, 60)
  from!: string;

  @IsIn(['customer', 'contact'])
  object!: ConvertedObject;

  /** @example "name" */
  @IsString()
  @Length(1, 60)
  to!: string;
}

export class PutConversionMappingRequest {
  /** Which field goes where; a field may go to several, but into each only one. */
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => MappingLineRequest)
  lines!: MappingLineRequest[];
}
