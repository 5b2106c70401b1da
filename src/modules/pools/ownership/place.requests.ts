import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { RecordsRequest } from '../protection/protection.requests.js';

export class ReturnRecordsRequest extends RecordsRequest {
  /**
   * Why they go back; kept in their history.
   * @example "三次未接通"
   */
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class TransferRecordsRequest extends RecordsRequest {
  /**
   * The colleague who takes over.
   * @format uuid
   */
  @IsUUID()
  toEmployeeId!: string;

  /** @example "区域调整" */
  @IsString()
  @Length(1, 500)
  reason!: string;

  /**
   * What goes along of that which hangs below the records and has the same owner: the kinds by name. Absent: nothing.
   * @example []
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  with?: string[];
}

export class MoveRecordsRequest extends RecordsRequest {
  /**
   * The pool that they go to.
   * @format uuid
   */
  @IsUUID()
  poolId!: string;

  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class AssignRecordsRequest extends RecordsRequest {
  /** Whom to: one person, or several among whom they are dealt out evenly. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  employeeIds!: string[];

  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}
