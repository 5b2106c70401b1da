import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ProblemKind } from '../errors/index.js';

export const FAILS = 'highseas:fails';

/** The errors that an operation can answer with, beyond those that every operation has. OpenAPI lists them. */
export const Fails = (...kinds: ProblemKind[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(FAILS, kinds),
    ApiExtension(
      'x-problems',
      kinds.map((kind) => kind.code),
    ),
  );
