import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiCreatedResponse } from '@nestjs/swagger';

export const CREATED_AT = 'highseas:created-at';

/** 201 with `Location: /api/v1/<collection>/<id>` of what the handler returns. */
export const Created = (collection: string, type?: unknown): MethodDecorator =>
  applyDecorators(
    HttpCode(201),
    SetMetadata(CREATED_AT, collection),
    ApiCreatedResponse({
      ...(type ? { type: type as never } : {}),
      headers: { Location: { description: 'Where it is', schema: { type: 'string' } } },
    }),
  );
