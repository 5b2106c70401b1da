import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Opening, StoredApiKey } from '../../database/database.js';
import { apiKeyAddressRefused, apiKeyExpired, apiKeyInvalid, tooManyRequests } from '../../errors/index.js';
import type { ApiKeyIdentity, AppRequest } from '../../http/request.js';
import { isWithin } from './address-ranges.js';
import { ApiKeyQuotas } from './api-key-quotas.js';
import { ApiKeyUses } from './api-key-uses.js';

/** Compared with where there is no key, so that it takes as long. */
const NOBODY: Pick<StoredApiKey, 'hash' | 'oldHash' | 'oldUntil'> = { hash: '0'.repeat(64), oldHash: null, oldUntil: null };

/** Lets a request with an API key in (ACC-11). */
@Injectable()
export class ApiKeyGate {
  constructor(
    private readonly quotas: ApiKeyQuotas,
    private readonly uses: ApiKeyUses,
  ) {}

  /**
   * Whoever has not proved to hold the secret gets one answer, whatever is wrong; only its holder is told why it is refused.
   * @throws Problem API_KEY_INVALID, API_KEY_EXPIRED, API_KEY_ADDRESS_REFUSED or TOO_MANY_REQUESTS
   */
  async admit(identity: ApiKeyIdentity, opening: Opening | undefined, request: AppRequest, now: Date): Promise<void> {
    const key = opening?.apiKey;
    const proved = isSecretOf(key ?? NOBODY, identity.keyDigest, now);
    if (!key || !proved || opening.employeeStatus !== 'active') throw apiKeyInvalid();
    if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()) throw apiKeyExpired();
    if (!isWithin(request.ip, key.ranges)) throw apiKeyAddressRefused();
    const { granted, remaining, resetSeconds } = await this.quotas.take(identity.employeeId, key.rateLimit, now);
    request.rateLimit = { limit: key.rateLimit, remaining, resetSeconds };
    if (!granted) throw tooManyRequests({ retryAfter: resetSeconds });
    this.uses.note({ tenant: identity.tenantId, id: identity.employeeId, at: now, ip: request.ip });
  }
}

function isSecretOf({ hash, oldHash, oldUntil }: typeof NOBODY, digest: Buffer, now: Date): boolean {
  const isCurrent = timingSafeEqual(Buffer.from(hash, 'hex'), digest);
  const isOld = timingSafeEqual(Buffer.from(oldHash ?? NOBODY.hash, 'hex'), digest);
  return isCurrent || (isOld && oldUntil !== null && Date.parse(oldUntil) > now.getTime());
}
