import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import formats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Response } from 'supertest';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Record<string, unknown>> };
}

const FILE = join(__dirname, '../../openapi/openapi.json');
const document = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Document) : undefined;
const routes = Object.keys(document?.paths ?? {}).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
  parameters: (path.match(/\{/g) ?? []).length,
}));
routes.sort((a, b) => a.parameters - b.parameters);

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
if (document) ajv.addSchema({ $id: 'openapi', components: { schemas: closed(document.components.schemas) } });
const validators = new Map<string, ValidateFunction>();

/** Holds an answer against openapi.json: a status, a member or a type that is not documented fails the test. */
export function checkAnswer(method: string, path: string, response: Response): void {
  if (!document) return;
  const url = `/api/v1${path.split('?', 1)[0]}`;
  const route = routes.find(({ path: candidate, pattern }) => pattern.test(url) && document.paths[candidate]?.[method]);
  // what the API does not offer answers 404 or 405, and the caller knows
  if (!route) return expectProblem(method, url, response);
  const operation = document.paths[route.path]![method]!;
  const documented = operation.responses[String(response.status)];
  const where = `${method.toUpperCase()} ${url} → ${response.status} ${JSON.stringify(response.body)?.slice(0, 400)}`;
  if (!documented) throw new Error(`${operation.operationId} does not document this status: ${where}`);
  const media = (response.headers['content-type'] as string | undefined)?.split(';', 1)[0] ?? '';
  const schema = documented.content?.[media]?.schema;
  if (!schema) {
    if (media.includes('json')) throw new Error(`${operation.operationId} documents no ${media} for this status: ${where}`);
    return;
  }
  const key = `${operation.operationId} ${response.status} ${media}`;
  let validate = validators.get(key);
  if (!validate) validators.set(key, (validate = ajv.compile(local(schema))));
  if (!validate(response.body)) throw new Error(`${operation.operationId} answers otherwise than documented: ${ajv.errorsText(validate.errors)}\n${where}`);
}

function expectProblem(method: string, url: string, response: Response): void {
  if (response.status < 400) throw new Error(`${method.toUpperCase()} ${url} answers ${response.status}, but openapi.json does not know it`);
}

/** Members that a schema does not name are leaks: no object may have them, unless it says so itself. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map((each: unknown) => closed(each)) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === 'example' || key === 'examples' ? value : closed(value as unknown)]));
  if ('properties' in copy && !('additionalProperties' in copy) && !('allOf' in copy)) copy.additionalProperties = false;
  return local(copy) as T;
}

const local = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi#/components/schemas/')) as object;
