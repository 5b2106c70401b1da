import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsFileIds } from '../../../platform/files/index.js';

export class CreateCommentRequest {
  /**
   * The kind of what is commented on.
   * @example "followUp"
   */
  @IsString()
  @Length(1, 50)
  object!: string;

  /**
   * What is commented on.
   * @format uuid
   */
  @IsUUID()
  recordId!: string;

  /**
   * May be absent where files tell it.
   * @example "跟得很好,下周我一起去"
   */
  @ValidateIf((body: CreateCommentRequest) => body.content !== undefined || !body.fileIds?.length)
  @IsString()
  @Length(1, 2000)
  content?: string;

  /**
   * The comment that this one answers, on the same record.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  replyToId?: string;

  /** Colleagues who are named in it (@); those who may read the record are told. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  mentionIds?: string[];

  /** Uploaded files. */
  @IsFileIds()
  fileIds?: string[];
}

export class ListCommentsRequest {
  /**
   * The kind of what was commented on.
   * @example "followUp"
   */
  @IsString()
  @Length(1, 50)
  object!: string;

  /**
   * What was commented on.
   * @format uuid
   */
  @IsUUID()
  recordId!: string;

  /** How many, 1 to 100. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;

  /** Where the page before ended: its `nextCursor`. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;
}

export class CommentSettingsRequest {
  /**
   * For how many minutes people may take their own comments back; 0: never.
   * @example 5
   */
  @IsInt()
  @Min(0)
  @Max(525_600)
  deletableMinutes!: number;
}
