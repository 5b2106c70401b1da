import { isIdName } from '../route-facts.js';
import type { Operation, Parameter } from './document-types.js';

/** Parameters that the platform understands on many operations. */
export const PARAMETERS: Record<string, Parameter> = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: 'The language of messages and labels: `zh-CN` unless `en` is asked for.',
    schema: { type: 'string', examples: ['zh-CN', 'en'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A name that the client makes up. For 24 hours the same key with the same body gets the same answer, and the work is done once.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$', examples: ['5f0c8a3e-import-17'] },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The version that the change is based on; answers 412 when the record has changed since.',
    schema: { type: 'string', examples: ['"7"'] },
  },
};

export const IF_MATCH = 'If-Match';

export const isIdParameter = ({ in: place, name }: Parameter): boolean => place === 'path' && isIdName(name);

/** A POST by somebody signed in that changes something may carry an idempotency key. */
export const isIdempotent = (method: string, operation: Operation): boolean =>
  method === 'post' && operation['x-permission'] !== 'public' && !operation['x-read-only'];

export const honoursIfMatch = (operation: Operation): boolean =>
  operation.parameters.some(({ name, $ref }) => name === IF_MATCH || $ref === ref('IfMatch').$ref);

export function describeParameters(method: string, operation: Operation): void {
  const own = operation.parameters.filter(({ name }) => name !== IF_MATCH);
  for (const parameter of own) describeOwn(parameter);
  operation.parameters = [
    ...own,
    ...(honoursIfMatch(operation) ? [ref('IfMatch')] : []),
    ...(isIdempotent(method, operation) ? [ref('IdempotencyKey')] : []),
    ref('AcceptLanguage'),
  ];
}

function describeOwn(parameter: Parameter): void {
  if (isIdParameter(parameter)) {
    parameter.schema = { ...parameter.schema, type: 'string', format: 'uuid' };
    parameter.description ??= 'Identifier (UUID).';
  }
  // A nested query, `filter[status]=active`, is what OpenAPI calls a deep object.
  const { schema } = parameter;
  if (parameter.in === 'query' && (schema?.$ref || schema?.allOf || schema?.type === 'object')) {
    Object.assign(parameter, { style: 'deepObject', explode: true });
  }
}

const ref = (name: string): Parameter => ({ $ref: `#/components/parameters/${name}` }) as Parameter;
