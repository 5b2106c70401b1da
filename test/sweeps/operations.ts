import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import type { Client } from '../support/client.js';

/** One operation as openapi.json describes it. */
export interface Operation {
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with `{id}` for parameters. */
  path: string;
  /** `object:action`, `signed-in` or `public`. */
  permission: string;
  /** A POST that only reads. */
  readOnly: boolean;
  /** Names of the path's parameters. */
  parameters: string[];
  /** Values of those that take one of a few. */
  choices: Record<string, string>;
  query: { name: string; schema: Record<string, unknown> }[];
  /** What the body is, where there is one. */
  body?: { media: string; schema: Record<string, unknown>; example: unknown };
}

interface Described {
  operationId: string;
  'x-permission': string;
  'x-read-only'?: boolean;
  parameters: { in?: string; name?: string; schema?: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown>; example: unknown }> };
}

const PREFIX = '/api/v1';

export const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Record<string, unknown>> };
};

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => operationOf(path, method as Operation['method'], described)),
);

function operationOf(path: string, method: Operation['method'], described: Described): Operation {
  const [content] = Object.entries(described.requestBody?.content ?? {});
  return {
    id: described.operationId,
    method,
    path: path.replace(PREFIX, ''),
    permission: described['x-permission'],
    readOnly: described['x-read-only'] ?? false,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
    choices: Object.fromEntries(
      described.parameters.flatMap(({ in: place, name, schema }) => {
        const [choice] = (schema?.enum as string[] | undefined) ?? [];
        return place === 'path' && choice !== undefined ? [[name!, choice]] : [];
      }),
    ),
    query: described.parameters.flatMap(({ in: place, name, schema }) =>
      place === 'query' ? [{ name: name!, schema: schema! }] : [],
    ),
    ...(content ? { body: { media: content[0], schema: content[1].schema, example: content[1].example } } : {}),
  };
}

/** The path with its parameters filled in with the given value, or with one of the few that a parameter takes. */
export const pathOf = ({ path, choices }: Operation, value: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(choices[name] ?? value));

/** Sends an operation with its documented example as the body. */
export function perform(
  client: Client,
  operation: Operation,
  path: string,
  body: unknown = operation.body?.example,
): Promise<Response> {
  if (operation.body?.media === 'multipart/form-data')
    return client.upload(path, 'example.csv', Buffer.from('姓名,电话\n李静,13800138000\n'));
  if (operation.method === 'get') return client.get(path);
  return client[operation.method](path, body);
}
