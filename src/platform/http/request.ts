import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx, PublicCtx } from '../context/ctx.js';

/** Who the token says the caller is; whether they may still act, the database says. */
export interface Identity {
  accountId: string;
  tenantId: string;
  employeeId: string;
  sessionId: string;
}

/** A request of ours: identity after authentication, context after the unit of work is open. */
export type AppRequest = FastifyRequest & { user?: Identity; ctx?: Ctx | PublicCtx };
export type AppReply = FastifyReply;
