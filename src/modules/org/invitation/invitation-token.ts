import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'hsi_';
const ID_BYTES = 16;
const SECRET_BYTES = 24;
const FORM = new RegExp(`^${PREFIX}[\\w-]{${Math.ceil(((ID_BYTES + SECRET_BYTES) * 4) / 3)}}$`);

/** A secret that also says in which enterprise to look it up: before that is known, row-level security shows no row. */
export function newInvitationToken(tenantId: string): string {
  const id = Buffer.from(tenantId.replaceAll('-', ''), 'hex');
  return PREFIX + Buffer.concat([id, randomBytes(SECRET_BYTES)]).toString('base64url');
}

/** The enterprise of a token; undefined for what is none. */
export function tenantOf(token: string): string | undefined {
  if (!FORM.test(token)) return undefined;
  const hex = Buffer.from(token.slice(PREFIX.length), 'base64url').subarray(0, ID_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What is kept of a token. */
export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest();
