import { join } from 'node:path';
import type { Environment } from '../config/index.js';
import { startEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from './embedded.js';
import { migrate } from './migrator.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The environment with a migrated database in it, so that a fresh checkout starts without anything installed: a developer
 * who names none gets a private cluster under DATA_DIRECTORY. Production is left as it is; there, `cli migrate` migrates.
 */
export async function withDevelopmentDatabase(
  env: Environment,
  { migrated = true } = {},
): Promise<{ env: Environment; stop: () => Promise<void> }> {
  if (env.NODE_ENV === 'production') return { env, stop: () => Promise.resolve() };
  if (env.DATABASE_URL) {
    if (migrated) await migrate(env.DATABASE_URL);
    return { env, stop: () => Promise.resolve() };
  }
  const directory = join(env.DATA_DIRECTORY || '.data', 'postgres');
  const { ownerUrl, appUrl, stop } = await deafToSignals({ directory, throwAway: false });
  if (migrated) await migrate(ownerUrl);
  return { env: { ...env, DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl }, stop };
}

/** The library would stop the cluster on a signal by itself, while the last requests still need it. */
async function deafToSignals(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const before = new Map(SIGNALS.map((signal) => [signal, new Set(process.listeners(signal))]));
  const database = await startEmbedded(options);
  for (const [signal, known] of before) {
    for (const listener of process.listeners(signal)) if (!known.has(listener)) process.off(signal, listener);
  }
  return database;
}
