/**
 * A process that starts an embedded PostgreSQL and reports it. It stops it when told so, and can be killed instead.
 * (jest cannot load the package that brings the server.)
 */
import { withDevelopmentDatabase } from '../../src/platform/database/development.js';
import { startEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from '../../src/platform/database/embedded.js';

export type StartRequest = EmbeddedOptions | { developmentIn: string };

async function start(request: StartRequest): Promise<EmbeddedDatabase> {
  if ('directory' in request) return startEmbedded(request);
  const { env, stop } = await withDevelopmentDatabase({ DATA_DIRECTORY: request.developmentIn });
  return { ownerUrl: env.DATABASE_URL ?? '', appUrl: env.DATABASE_APP_URL ?? '', stop };
}

async function main(): Promise<void> {
  const database = await start(JSON.parse(process.argv[2] ?? '{}') as StartRequest);
  process.once('message', () => void database.stop().then(() => process.exit(0)));
  process.send?.({ ownerUrl: database.ownerUrl, appUrl: database.appUrl });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
