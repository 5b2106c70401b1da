import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Identity, PreviewIdentity } from '../http/request.js';

/**
 * Headers whose token has been checked, until it expires: the check of a signature costs a twentieth of a short request.
 * Whether session and employee still live is asked of the database each time, so that nothing here can be stale.
 */
@Injectable()
export class VerifiedTokens {
  private readonly identities = new LRUCache<string, Identity | PreviewIdentity>({ max: 10_000 });

  of(header: string): Identity | PreviewIdentity | undefined {
    return this.identities.get(header);
  }

  /** `expiresAt` in seconds since 1970, as tokens say it. */
  keep(header: string, identity: Identity | PreviewIdentity, expiresAt: number): void {
    const ttl = expiresAt * 1000 - Date.now();
    if (ttl > 0) this.identities.set(header, identity, { ttl });
  }
}
