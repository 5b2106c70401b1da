import { createHash } from 'node:crypto';
import Bowser from 'bowser';

/** A device as far as it tells; null for what it does not. */
export interface Device {
  /** Tells devices apart: the name that the client gave itself, or else what its user agent is, versions left out. */
  device: string;
  browser: string | null;
  system: string | null;
  deviceType: string | null;
}

/** What a client may call itself in `X-Device-Id`; anything else is taken for no name. */
const NAME = /^[\w-]{8,64}$/;

export function deviceOf(userAgent: string, name?: string): Device {
  const { browser, os, platform } = userAgent === '' ? NOTHING : Bowser.parse(userAgent);
  const kind = { browser: browser.name || null, system: os.name || null, deviceType: platform.type || null };
  if (name !== undefined && NAME.test(name)) return { ...kind, device: `id:${name}` };
  const known = Object.values(kind).some((part) => part !== null);
  const digest = createHash('sha256')
    .update(known ? JSON.stringify(kind) : userAgent)
    .digest('base64url');
  return { ...kind, device: `ua:${digest.slice(0, 22)}` };
}

const NOTHING: ReturnType<typeof Bowser.parse> = { browser: {}, os: {}, platform: {}, engine: {} };
