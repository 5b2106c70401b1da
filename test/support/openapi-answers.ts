import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import formats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Response } from 'supertest';

interface Answer {
  $ref?: string;
  content?: Record<string, { schema?: object }>;
}
interface Operation {
  operationId: string;
  responses: Record<string, Answer>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Record<string, unknown>>; responses: Record<string, Answer> };
}

const FILE = join(import.meta.dirname, '../../openapi/openapi.json');
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
  // That no route is missing, the comparison of openapi.json with the sources tells.
  if (!route) return;
  const operation = document.paths[route.path]![method]!;
  const documented = resolved(document, operation.responses[String(response.status)]);
  const where = `${method.toUpperCase()} ${url} → ${response.status} ${JSON.stringify(response.body)?.slice(0, 400)}`;
  if (!documented) throw new Error(`${operation.operationId} does not document this status: ${where}`);
  const media = response.headers['content-type']?.split(';', 1)[0] ?? '';
  const content = documented.content?.[media];
  if (media !== '' && !content) throw new Error(`${operation.operationId} documents no ${media} for this status: ${where}`);
  const schema = content?.schema;
  // events and files are checked by the tests that read them
  if (!schema || !media.endsWith('json')) return;
  const key = `${operation.operationId} ${response.status} ${media}`;
  let validate = validators.get(key);
  if (!validate) validators.set(key, (validate = ajv.compile(local(schema))));
  if (!validate(response.body))
    throw new Error(`${operation.operationId} answers otherwise than documented: ${ajv.errorsText(validate.errors)}\n${where}`);
}

/** Answers that many operations share are written once and referred to. */
const resolved = ({ components }: Document, answer: Answer | undefined): Answer | undefined =>
  answer?.$ref ? components.responses[answer.$ref.split('/').at(-1)!] : answer;

/** Members that a schema does not name are leaks: no object may have them, unless it says so itself. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map((each: unknown) => closed(each)) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'example' || key === 'examples' ? value : closed(value as unknown),
    ]),
  );
  if ('properties' in copy && !('additionalProperties' in copy) && !('allOf' in copy)) copy.additionalProperties = false;
  return local(copy) as T;
}

function local(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi#/components/schemas/')) as object;
}
