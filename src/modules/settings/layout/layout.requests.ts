import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Trimmed } from '../../../platform/http/index.js';

const present = (_: object, value: unknown): boolean => value !== undefined;

export class LayoutFieldRequest {
  /**
   * A field of the object; the enterprise's own are `custom.<key>`.
   * @example "phone"
   */
  @IsString()
  @Length(1, 60)
  key!: string;

  /** Half of the form's width, or all of it. */
  @ValidateIf(present)
  @IsIn(['half', 'full'])
  width?: 'half' | 'full' = 'half';

  /** Whether the form is not taken without it, beyond what the field itself requires. */
  @ValidateIf(present)
  @IsBoolean()
  required?: boolean = false;

  /** Whether the form leaves it out; lists, filters and the record itself keep it. */
  @ValidateIf(present)
  @IsBoolean()
  hidden?: boolean = false;
}

export class LayoutSectionRequest {
  /** @example "基本信息" */
  @Trimmed()
  @IsString()
  @Length(1, 50)
  title!: string;

  /** In the order of the form. */
  @IsArray()
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => LayoutFieldRequest)
  fields!: LayoutFieldRequest[];
}

export class PutLayoutRequest {
  /**
   * In the order of the form. Fields that stand nowhere come last on it, so that none is lost.
   * @example [{ "title": "基本信息", "fields": [{ "key": "name" }, { "key": "phone", "required": true }, { "key": "remark", "width": "full" }] }]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => LayoutSectionRequest)
  sections!: LayoutSectionRequest[];
}
