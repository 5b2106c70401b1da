import type { FastifyInstance } from 'fastify';
import { rootLogger } from './logger.js';

/** One line per request, when its answer has left: id, route, status, milliseconds, who. */
export function logRequests(fastify: FastifyInstance): void {
  const logger = rootLogger();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = reply.statusCode >= 500 ? 'error' : 'info';
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
