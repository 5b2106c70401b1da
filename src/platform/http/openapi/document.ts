import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Document, Operation } from './document-types.js';
import { describeOperation } from './operation.js';
import { withOneClassAName } from './one-name.js';
import { PARAMETERS } from './parameters.js';
import { problemSchema, sharedAnswers } from './problem-answers.js';
import { finishSchema, markIntegers } from './schemas.js';

const DESCRIPTION = `The API of HighSeas (公海).

Every answer carries \`X-Request-Id\`; errors are problem documents (RFC 9457) whose \`code\` is stable. Lists go on with
\`page.nextCursor\`. Records have a \`version\`, sent as \`ETag\` and honoured in \`If-Match\`. Unknown members and query
parameters are refused by name. Answers to API keys carry \`RateLimit-Limit\`, \`RateLimit-Remaining\` and
\`RateLimit-Reset\` (seconds).`;

/** What the document says beside the operations. */
export interface DocumentFacts {
  version: string;
  /** Each tag with its description, in the order in which readers want them. */
  tags: Record<string, string>;
}

/**
 * Describes all operations of a built application (its classes must have been compiled with the plugin of nest-cli.json;
 * under jest they are not). Needs no database: an application in preview mode serves.
 * @throws Error for a tag that has no description, for classes that the plugin has not seen, and for two of one name
 */
export function openApiDocument(app: INestApplication, { version, tags }: DocumentFacts): OpenAPIObject {
  markIntegers();
  const generated = withOneClassAName(() => SwaggerModule.createDocument(app, frame(version), { operationIdFactory }));
  const document = generated as unknown as Document;
  for (const schema of Object.values(document.components.schemas)) finishSchema(schema);
  refuseUndescribed(document);
  for (const methods of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) describeOperation(document, method, operation);
  }
  document.components.schemas.Problem = problemSchema;
  document.components.parameters = referred(document, 'parameters', PARAMETERS);
  document.components.responses = referred(document, 'responses', sharedAnswers());
  document.tags = usedTags(document, tags);
  return document as unknown as OpenAPIObject;
}

function frame(version: string): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('HighSeas 公海')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This installation')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `accessToken` of a sign-in.' },
      'bearer',
    )
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'A key of an integrator, from `POST /api-keys`.' },
      'apiKey',
    )
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('apiKey')
    .build();
}

/** The plugin of nest-cli.json describes classes in files of certain names; all others would come out without members. */
function refuseUndescribed({ components: { schemas } }: Document): void {
  const empty = Object.entries(schemas).flatMap(([name, { properties, additionalProperties }]) =>
    Object.keys(properties ?? {}).length === 0 && additionalProperties === undefined ? [name] : [],
  );
  if (empty.length > 0) throw new Error(`No members are known of ${empty.join(', ')}: name the file *.requests.ts or *.view.ts`);
}

/** `JobsController.list` → `jobs.list`: stable as long as class and method keep their names. */
function operationIdFactory(controller: string, method: string): string {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}.${method}`;
}

const operationsOf = (document: Document): Operation[] =>
  Object.values(document.paths).flatMap((methods) => Object.values(methods));

function usedTags(document: Document, described: Record<string, string>): { name: string; description: string }[] {
  const used = new Set(operationsOf(document).flatMap(({ tags }) => tags ?? []));
  for (const name of used) {
    if (!(name in described)) throw new Error(`The tag "${name}" has no description in openapi/tags.json`);
  }
  return Object.entries(described).flatMap(([name, description]) => (used.has(name) ? [{ name, description }] : []));
}

/** Only those components that some operation refers to. */
function referred<T>(document: Document, kind: string, components: Record<string, T>): Record<string, T> {
  const text = JSON.stringify(document.paths);
  return Object.fromEntries(Object.entries(components).filter(([name]) => text.includes(`"#/components/${kind}/${name}"`)));
}
