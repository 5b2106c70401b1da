import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx, PublicCtx } from '../context/ctx.js';

/** Who the token says the caller is; whether they may still act, the database says. */
export interface Identity {
  accountId: string;
  tenantId: string;
  employeeId: string;
  sessionId: string;
}

/** An administrator who looks at what this employee would see; `sessionId` is the administrator's own. */
export interface PreviewIdentity extends Identity {
  previewId: string;
}

/** A service that has sent its API key: no account, no session. */
export interface ApiKeyIdentity extends Identity {
  /** SHA-256 of the secret that was sent. */
  keyDigest: Buffer;
}

/** What a limit on requests leaves to the caller; sent as `RateLimit-*`. */
export interface RateLimitState {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

export const isPreview = (identity: Identity): identity is PreviewIdentity => 'previewId' in identity;
export const isApiKey = (identity: Identity): identity is ApiKeyIdentity => 'keyDigest' in identity;

/** A request of ours: identity after authentication, context after the unit of work is open. */
export type AppRequest = FastifyRequest & {
  user?: Identity | PreviewIdentity | ApiKeyIdentity;
  ctx?: Ctx | PublicCtx;
  rateLimit?: RateLimitState;
};
export type AppReply = FastifyReply;
