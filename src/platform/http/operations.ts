import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Readiness } from '../health/readiness.js';
import { Metrics } from '../metrics/metrics.js';

/**
 * `/healthz`: the process lives. `/readyz`: it may be given work. `/metrics`: its figures. They stand outside of Nest's
 * pipeline, because they need neither a person nor a transaction, and outside of the API's address and versions.
 */
export function serveOperations(fastify: FastifyInstance, app: INestApplicationContext): void {
  const readiness = app.get(Readiness);
  const metrics = app.get(Metrics);
  fastify.get('/healthz', (_, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'ok' }));
  fastify.get('/readyz', async (_, reply) => {
    const checks = await readiness.check();
    const isReady = Object.values(checks).every(Boolean);
    return reply
      .status(isReady ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({ status: isReady ? 'ready' : 'not ready', checks });
  });
  fastify.get('/metrics', async (_, reply) => {
    const { contentType, body } = await metrics.text();
    return reply.header('Content-Type', contentType).send(body);
  });
}

/** Counts each answer under the template of its route, which is one of a few hundred; addresses are without number. */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.answered(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}
