import { Body, type Type } from '@nestjs/common';

/**
 * The body of a route that a factory of controllers makes, whose class it is given: validation and OpenAPI read it as if it
 * stood in the signature.
 */
export const BodyOf =
  (type: Type<object>): ParameterDecorator =>
  (target, key, index) => {
    const types = [...(Reflect.getMetadata('design:paramtypes', target, key!) as unknown[])];
    types[index] = type;
    Reflect.defineMetadata('design:paramtypes', types, target, key!);
    Body()(target, key, index);
  };
