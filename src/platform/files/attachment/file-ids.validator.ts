import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, IsUUID } from 'class-validator';

/** Files that hang on one record. */
export const MAX_FILES = 50;

/** A body's optional list of uploaded files, `fileIds`: at most 50, each once. */
export const IsFileIds = (): PropertyDecorator =>
  applyDecorators(IsOptional(), IsArray(), ArrayMaxSize(MAX_FILES), ArrayUnique(), IsUUID('all', { each: true }));
