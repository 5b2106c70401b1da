import type { FastifyInstance } from 'fastify';
import { rootLogger } from './logger.js';

/** Asked every few seconds by machines: told when somebody looks for it. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/** One line per request, when its answer has left: id, route, status, milliseconds, who. */
export function logRequests(fastify: FastifyInstance): void {
  const logger = rootLogger();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = levelOf(request.routeOptions.url, reply.statusCode);
    if (logger.isLevelEnabled(level)) {
      const { user } = request as { user?: { tenantId: string; employeeId: string } };
      logger[level]({
        requestId: request.id,
        method: request.method,
        url: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(user ? { tenantId: user.tenantId, employeeId: user.employeeId } : {}),
      });
    }
    done();
  });
}

/** A probe that is answered 503 does what it is for. */
export function levelOf(route: string | undefined, status: number): 'debug' | 'info' | 'error' {
  if (PROBES.has(route ?? '')) return status === 500 ? 'error' : 'debug';
  return status >= 500 ? 'error' : 'info';
}
