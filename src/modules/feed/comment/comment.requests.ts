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
import { PageRequest } from '../../../platform/http/index.js';

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

export class ListCommentsRequest extends PageRequest {
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
