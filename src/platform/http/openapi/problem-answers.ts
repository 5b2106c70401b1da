import * as errors from '../../errors/index.js';
import { declaredProblems, type ProblemKind } from '../../errors/index.js';
import { PROBLEM_JSON, type Answer, type Operation, type Schema } from './document-types.js';
import { honoursIfMatch, isIdempotent, isIdParameter } from './parameters.js';

/** Answers by the names of their problems, where an operation adds none of its own: written once and referred to. */
const SHARED: Record<string, readonly ProblemKind[]> = {
  BadRequest: [errors.malformedRequest, errors.validationFailed],
  SignInNeeded: [errors.sessionEnded, errors.unauthenticated, errors.apiKeyInvalid, errors.apiKeyExpired],
  ReadForbidden: [errors.forbidden, errors.passwordChangeRequired, errors.apiKeyAddressRefused],
  WriteForbidden: [errors.forbidden, errors.passwordChangeRequired, errors.apiKeyAddressRefused, errors.previewReadOnly],
  StepUpForbidden: [
    errors.forbidden,
    errors.passwordChangeRequired,
    errors.apiKeyAddressRefused,
    errors.apiKeyNotAllowed,
    errors.previewReadOnly,
    errors.stepUpRequired,
  ],
  ReadRefused: [errors.passwordChangeRequired, errors.apiKeyAddressRefused],
  TooManyRequests: [errors.tooManyRequests],
  NotFound: [errors.notFound],
  Conflict: [errors.concurrentChange, errors.conflict, errors.recordsBeingReset],
  IdempotentConflict: [errors.concurrentChange, errors.conflict, errors.idempotencyKeyInUse, errors.recordsBeingReset],
  VersionMismatch: [errors.versionMismatch],
  PayloadTooLarge: [errors.payloadTooLarge],
  UnsupportedMediaType: [errors.unsupportedMediaType],
  ReferenceInvalid: [errors.referenceInvalid],
  IdempotencyKeyReused: [errors.idempotencyKeyReused],
  ReferenceOrKeyInvalid: [errors.idempotencyKeyReused, errors.referenceInvalid],
  Unavailable: [errors.queryTimeout, errors.unavailable],
};

const nameOf = new Map(Object.entries(SHARED).map(([name, kinds]) => [key(kinds), name]));

export const problemSchema: Schema = {
  type: 'object',
  description: 'An error (RFC 9457).',
  properties: {
    type: { type: 'string', description: 'Names the kind of problem.', examples: ['/problems/VALIDATION_FAILED'] },
    title: { type: 'string', examples: ['Validation failed'] },
    status: { type: 'integer', examples: [400] },
    code: { type: 'string', description: 'Stable; made for programs.', examples: ['VALIDATION_FAILED'] },
    detail: { type: 'string', description: "In the asker's language; made for people." },
    instance: { type: 'string', description: 'The request id.' },
    errors: { type: 'array', description: 'All fields that are wrong.', items: fieldError() },
    currentVersion: { type: 'integer', description: 'With 412: the version that the record has now.' },
    retryAfter: { type: 'integer', description: 'Seconds to wait.' },
    duplicates: {
      type: 'array',
      description: 'Records that are in the way.',
      items: { type: 'object', additionalProperties: true },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
};

function fieldError(): Schema {
  return {
    type: 'object',
    properties: {
      pointer: {
        type: 'string',
        description: 'RFC 6901 into the body, or `?name` for a query parameter or header.',
        examples: ['/phone'],
      },
      code: { type: 'string', examples: ['REQUIRED'] },
      detail: { type: 'string' },
    },
    required: ['pointer', 'code', 'detail'],
  };
}

/** The problems of an operation by status: its own and those that the platform may raise for it. */
export function problemAnswers(method: string, operation: Operation): Record<string, Answer> {
  const kinds = [...new Set([...own(operation), ...ofPlatform(method, operation)])];
  const statuses = [...new Set(kinds.map(({ status }) => status))].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [String(status), answer(kinds.filter((kind) => kind.status === status))]));
}

export function sharedAnswers(): Record<string, Answer> {
  return Object.fromEntries(Object.entries(SHARED).map(([name, kinds]) => [name, describe(kinds)]));
}

function own(operation: Operation): ProblemKind[] {
  return (operation['x-problems'] ?? []).map((code) => declaredProblems().get(code)!);
}

function ofPlatform(method: string, operation: Operation): ProblemKind[] {
  const { 'x-permission': permission, requestBody, parameters } = operation;
  const isPublic = permission === 'public';
  const isWrite = method !== 'get' && !operation['x-read-only'];
  const isIdempotentPost = isIdempotent(method, operation);
  const when = (condition: boolean, ...kinds: ProblemKind[]): ProblemKind[] => (condition ? kinds : []);
  return [
    // Unknown query parameters are refused everywhere.
    errors.malformedRequest,
    errors.validationFailed,
    ...when(!isPublic, errors.unauthenticated, errors.sessionEnded, errors.apiKeyInvalid, errors.apiKeyExpired),
    ...when(!isPublic, errors.apiKeyAddressRefused, errors.tooManyRequests),
    ...when(operation['x-in-person'] !== undefined, errors.apiKeyNotAllowed),
    ...when(!isPublic && isWrite, errors.previewReadOnly),
    ...when(operation['x-in-person'] === 'hidden' && !isWrite, errors.previewHidden),
    ...when(operation['x-step-up'] === true, errors.stepUpRequired),
    ...when(!isPublic && !operation['x-with-initial-password'], errors.passwordChangeRequired),
    ...when(permission?.includes(':') === true, errors.forbidden),
    ...when(parameters.some(isIdParameter) && !own(operation).some(({ status }) => status === 404), errors.notFound),
    ...when(isWrite, errors.concurrentChange, errors.conflict, errors.recordsBeingReset),
    ...when(isIdempotentPost, errors.idempotencyKeyInUse, errors.idempotencyKeyReused),
    ...when(honoursIfMatch(operation), errors.versionMismatch),
    ...when(method !== 'get', errors.payloadTooLarge, errors.unsupportedMediaType),
    ...when(isWrite && requestBody !== undefined, errors.referenceInvalid),
    errors.unavailable,
    errors.queryTimeout,
  ];
}

function answer(kinds: readonly ProblemKind[]): Answer {
  const name = nameOf.get(key(kinds));
  return name === undefined ? describe(kinds) : ({ $ref: reference(name) } as Answer);
}

function describe(kinds: readonly ProblemKind[]): Answer {
  const sorted = [...kinds].sort((a, b) => (a.code < b.code ? -1 : 1));
  const codes: Schema = { properties: { code: { enum: sorted.map(({ code }) => code) } } };
  return {
    description: sorted.map(({ code, message }) => `- \`${code}\`: ${message.en}`).join('\n'),
    ...headersOf(sorted[0]!),
    content: { [PROBLEM_JSON]: { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, codes] } } },
  };
}

function headersOf({ status }: ProblemKind): Pick<Answer, 'headers'> | undefined {
  if (status === 401) return { headers: { 'WWW-Authenticate': { description: 'How to sign in.', schema: { type: 'string' } } } };
  if (status === 412)
    return { headers: { ETag: { description: 'The version that the record has now.', schema: { type: 'string' } } } };
  if (status === 429) return { headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } } };
  return undefined;
}

const reference = (name: string): string => `#/components/responses/${name}`;

function key(kinds: readonly ProblemKind[]): string {
  return kinds
    .map(({ code }) => code)
    .sort()
    .join();
}
