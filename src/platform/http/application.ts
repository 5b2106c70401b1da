import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import qs from 'qs';
import type { Config } from '../config/index.js';
import { NestLogger } from '../logging/nest-logger.js';
import { logRequests } from '../logging/request-log.js';

/** Every route of the API lies below it. */
export const API_PREFIX = 'api/v1';
/** What operators and readers ask for lies outside of the API's versions. */
export const UNPREFIXED = ['healthz', 'readyz', 'metrics'];

const GIVEN_REQUEST_ID = /^[\w.-]{8,128}$/;

/** Makes the HTTP application, listening nowhere yet: main starts it, tests inject into it. */
export async function createApplication(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: config.http.bodyLimitBytes,
    trustProxy: config.http.trustProxy,
    // A keep-alive connection must not hold up a graceful stop.
    forceCloseConnections: 'idle',
    routerOptions: {
      maxParamLength: 200,
      querystringParser: (text: string) =>
        qs.parse(text, { depth: 4, arrayLimit: 0, parameterLimit: 200, allowPrototypes: false }) as Record<string, string>,
    },
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && GIVEN_REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(config.log),
    abortOnError: false,
  });
  app.setGlobalPrefix(API_PREFIX, { exclude: UNPREFIXED });
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(cors, {
    origin: [...config.http.corsOrigins],
    exposedHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id', 'Idempotent-Replayed'],
  });
  await app.register(multipart, { limits: { fileSize: config.files.maxUploadBytes, files: 1, fields: 20, fieldSize: 100_000 } });
  logRequests(app.getHttpAdapter().getInstance());
  app.enableShutdownHooks();
  return app;
}
