import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import qs from 'qs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config/index.js';
import { NestLogger } from '../logging/nest-logger.js';
import { logRequests } from '../logging/request-log.js';
import { Metrics } from '../metrics/metrics.js';
import { CrossOrigin } from './cross-origin.js';
import { answerUnreadable } from './client-error.js';
import { measureRequests, serveOperations } from './operations.js';
import { RATE_LIMIT_HEADERS, tellRateLimits } from './rate-limit-headers.js';
import { serveReference } from './reference.js';

/** Every route of the API lies below it. */
export const API_PREFIX = 'api/v1';
const EXPOSED = ['ETag', 'Location', 'Retry-After', 'X-Request-Id', 'Idempotent-Replayed', ...RATE_LIMIT_HEADERS];
const GIVEN_REQUEST_ID = /^[\w.-]{8,128}$/;

/** Makes the HTTP application, listening nowhere yet: main starts it, tests inject into it. */
export async function createApplication(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: config.http.bodyLimitBytes,
    trustProxy: config.http.trustProxy,
    // A keep-alive connection must not hold up a graceful stop.
    forceCloseConnections: 'idle',
    // What still arrives on open connections during a stop is answered like everything else, with Connection: close.
    return503OnClosing: false,
    routerOptions: {
      maxParamLength: 200,
      // Names that every object inherits are let in, to be refused by name: left out, they would be ignored.
      querystringParser: (text: string) =>
        qs.parse(text, { depth: 4, arrayLimit: 0, parameterLimit: 200, allowPrototypes: true }),
    },
    clientErrorHandler: answerUnreadable,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && GIVEN_REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(config.log),
    abortOnError: false,
    // Nest's own would take forms as well; bodies are JSON, and uploads multipart.
    bodyParser: false,
  });
  app.setGlobalPrefix(API_PREFIX);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  const crossOrigin = app.get(CrossOrigin);
  await app.register(cors, {
    delegator: async ({ url, headers }: FastifyRequest) => ({
      origin: (await crossOrigin.allows(url ?? '', headers.origin)) || [...config.http.corsOrigins],
      exposedHeaders: EXPOSED,
    }),
  });
  await app.register(multipart, { limits: { fileSize: config.files.maxUploadBytes, files: 1, fields: 20, fieldSize: 100_000 } });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  logRequests(fastify);
  tellRateLimits(fastify);
  measureRequests(fastify, app.get(Metrics));
  serveOperations(fastify, app);
  await serveReference(fastify);
  closeIdleConnections(fastify);
  return app;
}

/** Connections that become idle only after the stop has begun would otherwise live on until their keep-alive time is over. */
function closeIdleConnections(fastify: FastifyInstance): void {
  let closing: NodeJS.Timeout | undefined;
  fastify.addHook('preClose', (done) => {
    closing = setInterval(() => fastify.server.closeIdleConnections(), 100);
    done();
  });
  fastify.server.once('close', () => clearInterval(closing));
}
