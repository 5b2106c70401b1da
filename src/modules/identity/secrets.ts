import { createHmac, hkdfSync } from 'node:crypto';
import type { Config } from '../../platform/config/index.js';

/** A key for one purpose, derived from the installation's secret: no key serves two ends, and none is the secret itself. */
export const keyFor = (config: Config, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', config.auth.secret, '', purpose, 32));

/** A digest that cannot be made without the key: six digits alone would be found by trying them all. */
export const keyedDigest = (key: Buffer, ...parts: string[]): Buffer =>
  createHmac('sha256', key).update(parts.join('\n')).digest();
