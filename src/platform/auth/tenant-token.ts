import { randomBytes } from 'node:crypto';

const ID_BYTES = 16;
const SECRET_BYTES = 24;
const LENGTH = Math.ceil(((ID_BYTES + SECRET_BYTES) * 4) / 3);

/** A token that nobody guesses and that says in which enterprise to look it up: before that is known, row-level security shows no row. */
export function newTenantToken(prefix: string, tenantId: string): string {
  const id = Buffer.from(tenantId.replaceAll('-', ''), 'hex');
  return prefix + Buffer.concat([id, randomBytes(SECRET_BYTES)]).toString('base64url');
}

/** The enterprise of a token; undefined for what is none of this prefix. */
export function tenantOfToken(prefix: string, token: string): string | undefined {
  const encoded = token.slice(prefix.length);
  if (!token.startsWith(prefix) || encoded.length !== LENGTH || !/^[\w-]+$/.test(encoded)) return undefined;
  const hex = Buffer.from(encoded, 'base64url').subarray(0, ID_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
