import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  'x-permission'?: string;
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { $ref?: string; description?: string; content?: Record<string, unknown> }>;
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const without = (holds: (operation: Operation) => boolean): string[] =>
  operations.filter((each) => !holds(each)).map(({ operationId }) => operationId);

describe('every operation of openapi.json', () => {
  it('has a name of its own, of the form object.action', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(without(({ operationId }) => /^[a-z]\w*\.[a-z]\w*$/.test(operationId))).toEqual([]);
  });

  it('says in a sentence what it does, and who may', () => {
    expect(without(({ summary }) => /^[A-Z].{8,}[.?]$/.test(summary))).toEqual([]);
    expect(
      without(({ description }) => /Permission: `|Needs no sign-in\.|For everybody who is signed in\./.test(description)),
    ).toEqual([]);
    expect(without((operation) => /^(public|signed-in|\w+:\w+)$/.test(operation['x-permission'] ?? ''))).toEqual([]);
  });

  it('shows an example of its body', () => {
    expect(
      without(({ requestBody }) => Object.values(requestBody?.content ?? {}).every(({ example }) => example !== undefined)),
    ).toEqual([]);
  });

  it('lists by status the problems that it can answer with', () => {
    const isListed = ([status, { $ref, content }]: [string, Operation['responses'][string]]): boolean =>
      Number(status) < 400 || $ref !== undefined || content?.['application/problem+json'] !== undefined;
    expect(without(({ responses }) => Object.entries(responses).every(isListed))).toEqual([]);
    expect(without(({ responses }) => '400' in responses && '503' in responses)).toEqual([]);
  });
});
