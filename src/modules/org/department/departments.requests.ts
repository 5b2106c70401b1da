import { IsArray, ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsOptional, IsUUID, Length } from 'class-validator';
import { IfGiven, Trimmed } from '../trimmed.js';

export class CreateDepartmentRequest {
  /** @example "华东大区" */
  @Trimmed()
  @Length(1, 100)
  name!: string;

  /**
   * The department above it; the root where absent.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  /**
   * The employee who leads it.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  leaderId?: string | null;
}

export class UpdateDepartmentRequest {
  /** @example "华东大区" */
  @IfGiven()
  @Trimmed()
  @Length(1, 100)
  name?: string;

  /**
   * The employee who leads it; null for nobody.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  leaderId?: string | null;
}

/** Exactly one of the three. */
export class PlaceDepartmentRequest {
  /**
   * Becomes the last department in this one.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  intoId?: string;

  /**
   * Stands right before this one, in the same department.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  beforeId?: string;

  /**
   * Stands right after this one, in the same department.
   * @format uuid
   */
  @IfGiven()
  @IsUUID()
  afterId?: string;
}

export class AddMembersRequest {
  /** Employees, at most 1 000. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];

  /** Whether they leave their other departments; this one then becomes their main department. */
  @IfGiven()
  @IsBoolean()
  leaveOthers?: boolean = false;
}
