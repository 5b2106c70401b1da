import { createHash, randomBytes } from 'node:crypto';
import { isId } from '../../database/ids.js';
import type { ApiKeyIdentity } from '../../http/request.js';

const SHAPE = /^hsk_([\w-]{43})\.([\w-]{43})$/;
/** Of the first part, so much is shown: enough to tell keys apart. */
const SHOWN = 12;

/**
 * An API key: `hsk_`, the identifiers of key and enterprise, a dot, 32 random bytes. It names its enterprise, so that no table
 * of all enterprises' keys is searched, and the secret is too long to be guessed: a plain SHA-256 of it can be kept, because
 * slow hashes only protect secrets that people choose.
 */
export function newApiKey(tenantId: string, id: string): { key: string; digest: Buffer; ending: string } {
  const secret = randomBytes(32).toString('base64url');
  return { key: `hsk_${place(tenantId, id)}.${secret}`, digest: digestOf(secret), ending: secret.slice(-4) };
}

/** The part that is no secret, by which people recognise the key. */
export const prefixOf = (tenantId: string, id: string): string => `hsk_${place(tenantId, id).slice(0, SHOWN)}`;

/** Who the key says it is; undefined for what is no key. Whether it is one of ours, the unit of work finds out. */
export function identityOf(key: unknown): ApiKeyIdentity | undefined {
  const [, where, secret] = (typeof key === 'string' && SHAPE.exec(key)) || [];
  if (!where || !secret) return undefined;
  const hex = Buffer.from(where, 'base64url').toString('hex');
  const [employeeId, tenantId] = [uuid(hex.slice(0, 32)), uuid(hex.slice(32))];
  if (!isId(employeeId) || !isId(tenantId)) return undefined;
  return { accountId: '', sessionId: '', tenantId, employeeId, keyDigest: digestOf(secret) };
}

const place = (tenantId: string, id: string): string =>
  Buffer.from((id + tenantId).replaceAll('-', ''), 'hex').toString('base64url');

const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
