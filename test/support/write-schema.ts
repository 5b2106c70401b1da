/** Writes migrations/schema.sql: `npm run schema:dump`, after each new migration. */
import { writeFileSync } from 'node:fs';
import { dumpSchema } from '../../src/platform/database/schema-dump.js';
import { startTestServer, withDatabase } from './test-server.js';

async function main(): Promise<void> {
  const { run, stop } = await startTestServer(process.env);
  try {
    writeFileSync('migrations/schema.sql', await dumpSchema(withDatabase(run.ownerUrl, run.template)));
  } finally {
    await stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
