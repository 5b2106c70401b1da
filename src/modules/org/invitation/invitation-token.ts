import { createHash } from 'node:crypto';
import { newTenantToken, tenantOfToken } from '../../../platform/auth/tenant-token.js';

const PREFIX = 'hsi_';

/** A secret that also says in which enterprise to look it up. */
export const newInvitationToken = (tenantId: string): string => newTenantToken(PREFIX, tenantId);

/** The enterprise of a token; undefined for what is none. */
export const tenantOf = (token: string): string | undefined => tenantOfToken(PREFIX, token);

/** What is kept of a token. */
export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest();
