import type { FastifyInstance } from 'fastify';
import type { AppRequest } from './request.js';

export const RATE_LIMIT_HEADERS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];

/** Tells callers with a limit what is left of it, on errors too (draft-ietf-httpapi-ratelimit-headers, as three headers). */
export function tellRateLimits(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    const { rateLimit } = request as AppRequest;
    if (rateLimit) {
      reply.header('RateLimit-Limit', rateLimit.limit);
      reply.header('RateLimit-Remaining', rateLimit.remaining);
      reply.header('RateLimit-Reset', rateLimit.resetSeconds);
    }
    done();
  });
}
