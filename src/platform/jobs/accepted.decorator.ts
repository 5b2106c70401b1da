import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiAcceptedResponse } from '@nestjs/swagger';
import { CREATED_AT } from '../http/created.decorator.js';
import { JobView } from './job.view.js';

/**
 * 202 with `Location: /api/v1/jobs/<id>`, for a handler that returns the job it has started. Write `@HttpCode(202)` beside
 * it: the OpenAPI plugin reads the source of the route, and would otherwise document 201 as well.
 */
export const Accepted = (): MethodDecorator =>
  applyDecorators(
    HttpCode(202),
    SetMetadata(CREATED_AT, 'jobs'),
    ApiAcceptedResponse({
      type: JobView,
      headers: { Location: { description: 'Where the job is', schema: { type: 'string' } } },
    }),
  );
