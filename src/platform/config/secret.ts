import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';
import type { EnvironmentReader } from './environment-reader.js';

const MIN_SECRET_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * The secret that signing keys are derived from. Production must bring its own; a developer's is made once and kept,
 * so that sessions survive a restart; tests get a new one each time.
 */
export function readSecret(read: EnvironmentReader, env: Config['env'], dataDirectory: string): Buffer {
  const text = read.optional('HIGHSEAS_SECRET');
  if (text === undefined) return secretOf(env, read, dataDirectory);
  return decodeSecret(read, 'HIGHSEAS_SECRET', text);
}

/** The bytes of a secret that an operator has made; too few of them are a problem of the variable. */
export function decodeSecret(read: EnvironmentReader, name: string, text: string): Buffer {
  const secret = BASE64.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (secret.length < MIN_SECRET_BYTES) {
    read.problems.push(`${name} must be base64 of at least ${MIN_SECRET_BYTES} bytes (openssl rand -base64 48)`);
  }
  return secret;
}

function secretOf(env: Config['env'], read: EnvironmentReader, dataDirectory: string): Buffer {
  if (env === 'test') return randomBytes(MIN_SECRET_BYTES);
  if (env === 'development') return keptSecret(dataDirectory);
  read.problems.push('HIGHSEAS_SECRET is missing: production needs its own (openssl rand -base64 48)');
  return Buffer.alloc(0);
}

function keptSecret(dataDirectory: string): Buffer {
  const path = join(dataDirectory, 'secret');
  mkdirSync(dataDirectory, { recursive: true });
  try {
    // `wx` lets one of several processes that start together make the secret; the others read it.
    writeFileSync(path, randomBytes(MIN_SECRET_BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path);
}
