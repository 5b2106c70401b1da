import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsObject, IsOptional, IsUUID } from 'class-validator';

/** Which records become one. */
export class MergeRequest {
  /**
   * The record that stays.
   * @format uuid
   */
  @IsUUID()
  survivorId!: string;

  /** The records that become part of it, at most 20. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids!: string[];

  /**
   * Whose value wins, by field: the id of one of the records. Where nothing is said the survivor's value stays, and what it
   * has not is taken from the others in the order sent. Tags are united.
   * @example { "phone": "01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c", "custom.budget": "01990a2c-5d3e-7b4f-8a6c-1d2e3f4a5b6c" }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', format: 'uuid' } })
  @IsOptional()
  @IsObject()
  fields?: Record<string, string>;
}
