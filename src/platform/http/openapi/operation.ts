import { STATUS_CODES } from 'node:http';
import type { Answer, Document, Operation } from './document-types.js';
import { exampleOf } from './examples.js';
import { describeParameters } from './parameters.js';
import { problemAnswers } from './problem-answers.js';

/** Completes what decorators and comments said of one operation by what the platform does for every one of them. */
export function describeOperation(document: Document, method: string, operation: Operation): void {
  splitComment(operation);
  operation.description = [operation.description, permission(operation), stepUp(operation)].filter(Boolean).join('\n\n');
  if (operation['x-permission'] === 'public') operation.security = [];
  else if (operation['x-in-person']) operation.security = [{ bearer: [] }];
  describeParameters(method, operation);
  describeBody(document, operation);
  for (const [status, answer] of Object.entries(operation.responses)) describeAnswer(document, status, answer);
  Object.assign(operation.responses, problemAnswers(method, operation));
  delete operation['x-problems'];
  delete operation['x-in-person'];
  delete operation['x-with-initial-password'];
}

/** The first paragraph of a route's comment is its summary, the rest its description. */
function splitComment(operation: Operation): void {
  const [summary = '', ...rest] = (operation.summary ?? '').split(/\n\s*\n/);
  operation.summary = summary.replaceAll(/\s*\n\s*/g, ' ').trim();
  const description = rest.map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' ').trim()).join('\n\n');
  operation.description = [description, operation.description].filter(Boolean).join('\n\n');
}

function permission({ 'x-permission': needed }: Operation): string {
  if (needed === 'public') return 'Needs no sign-in.';
  if (needed === 'signed-in' || needed === undefined) return 'For everybody who is signed in.';
  return `Permission: \`${needed}\`.`;
}

const stepUp = ({ 'x-step-up': needed }: Operation): string =>
  needed ? 'The session must have been elevated lately: by signing in, or by `POST /me/elevation`.' : '';

function describeBody(document: Document, { requestBody }: Operation): void {
  for (const media of Object.values(requestBody?.content ?? {})) {
    if (media.schema) media.example ??= exampleOf(document.components.schemas, media.schema);
  }
}

function describeAnswer(document: Document, status: string, answer: Answer): void {
  answer.description ||= STATUS_CODES[status] ?? status;
  const schema = answer.content?.['application/json']?.schema;
  const view = schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!] : schema;
  if (view?.properties?.version) {
    answer.headers = {
      ...answer.headers,
      ETag: { description: 'The version, for `If-Match`.', schema: { type: 'string', examples: ['"7"'] } },
    };
  }
}
