import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parse, stringify } from 'uuid';
import { CONFIG } from '../../config/config.token.js';
import type { Config } from '../../config/index.js';
import { THUMBNAIL_NAMES, type ThumbnailSize } from '../thumbnail/sizes.js';

/** What a link says, and its signature warrants. */
export interface LinkClaims {
  tenantId: string;
  fileId: string;
  /** For whom it was made: it shows what they may see at the time it is used. */
  employeeId: string;
  /** Until when, in whole seconds since 1970. */
  until: number;
  /** A small picture instead of the file itself. */
  size?: ThumbnailSize;
}

const ID_BYTES = 16;
const CLAIM_BYTES = 3 * ID_BYTES + 5;
const TOKEN = /^[A-Za-z0-9_-]{71}\.[A-Za-z0-9_-]{43}$/;

/** Signs and checks links. Signed by the first of the configured keys; all of them are good, so that keys can be exchanged. */
@Injectable()
export class LinkTokens {
  private readonly keys: readonly [KeyObject, ...KeyObject[]];

  constructor(@Inject(CONFIG) { auth, files }: Config) {
    const secrets = files.linkSecrets.length > 0 ? files.linkSecrets : [auth.secret];
    const keys = secrets.map((secret) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'file-links', 32))));
    this.keys = keys as [KeyObject, ...KeyObject[]];
  }

  sign(claims: LinkClaims): string {
    const bytes = encode(claims);
    return `${bytes.toString('base64url')}.${signature(this.keys[0], bytes).toString('base64url')}`;
  }

  /** What a link says; undefined where none of our keys has signed it. */
  check(token: string): LinkClaims | undefined {
    if (!TOKEN.test(token)) return undefined;
    const [claims, signed] = token.split('.').map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer];
    // All are tried, so that time tells nothing of which.
    const good = this.keys.filter((key) => timingSafeEqual(signature(key, claims), signed));
    return good.length > 0 ? decode(claims) : undefined;
  }
}

const signature = (key: KeyObject, bytes: Buffer): Buffer => createHmac('sha256', key).update(bytes).digest();

function encode({ tenantId, fileId, employeeId, until, size }: LinkClaims): Buffer {
  const bytes = Buffer.alloc(CLAIM_BYTES);
  for (const [n, id] of [tenantId, fileId, employeeId].entries()) bytes.set(parse(id), n * ID_BYTES);
  bytes.writeUInt32BE(until, 3 * ID_BYTES);
  bytes.writeUInt8(size ? THUMBNAIL_NAMES.indexOf(size) + 1 : 0, CLAIM_BYTES - 1);
  return bytes;
}

function decode(bytes: Buffer): LinkClaims {
  const id = (n: number): string => stringify(bytes, n * ID_BYTES);
  const size = THUMBNAIL_NAMES[bytes.readUInt8(CLAIM_BYTES - 1) - 1];
  const claims = { tenantId: id(0), fileId: id(1), employeeId: id(2), until: bytes.readUInt32BE(3 * ID_BYTES) };
  return size ? { ...claims, size } : claims;
}
