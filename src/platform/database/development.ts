import { join } from 'node:path';
import type { Environment } from '../config/index.js';
import { startEmbedded } from './embedded.js';
import { migrate } from './migrator.js';

/**
 * The environment with a database in it: a developer who names none gets a private cluster under DATA_DIRECTORY,
 * migrated, so that a fresh checkout starts without anything installed. Production is left as it is.
 */
export async function withDevelopmentDatabase(env: Environment): Promise<{ env: Environment; stop: () => Promise<void> }> {
  if (env.DATABASE_URL || env.NODE_ENV === 'production') return { env, stop: () => Promise.resolve() };
  const { ownerUrl, appUrl, stop } = await startEmbedded({
    directory: join(env.DATA_DIRECTORY || '.data', 'postgres'),
    throwAway: false,
  });
  await migrate(ownerUrl);
  return { env: { ...env, DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl }, stop };
}
