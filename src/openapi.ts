/** Writes openapi/openapi.json and the client's types, or with `--check` compares them: `npm run openapi`, `npm run openapi:check`. */
import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { loadConfig } from './platform/config/index.js';
import { API_PREFIX } from './platform/http/application.js';
import { openApiDocument } from './platform/http/openapi/document.js';

/** Preview mode makes no instance, so that nothing connects to this address. */
const config = loadConfig({
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://localhost/none',
  HIGHSEAS_SECRET: Buffer.alloc(32, 1).toString('base64'),
});

const app = await NestFactory.create(AppModule.forRoot(config), new FastifyAdapter(), { preview: true, logger: ['error'] });
app.setGlobalPrefix(API_PREFIX);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const tags = JSON.parse(readFileSync('openapi/tags.json', 'utf8')) as Record<string, string>;
const text = `${JSON.stringify(openApiDocument(app, { version, tags }), null, 2)}\n`;
const generated = { 'openapi/openapi.json': text, 'openapi/client/schema.d.ts': await typesOf(text) };

for (const [file, content] of Object.entries(generated)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, content);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    process.stderr.write(`${file} is not what the sources say; write it anew: npm run openapi\n`);
    process.exitCode = 1;
  }
}

/** The document as the types of the client in openapi/client. */
async function typesOf(document: string): Promise<string> {
  const { default: openapi, astToString } = await import('openapi-typescript');
  return `// Generated from openapi.json: npm run openapi\n${astToString(await openapi(document))}`;
}
