import { newId } from '../database/ids.js';
import { integrityChecks } from '../integrity/integrity-checks.js';
import { JobContexts } from '../jobs/job-contexts.js';
import { commands, type CommandCall } from './command-registry.js';
import { enterprisesOf } from './enterprises.js';

/** Rows of one check that are shown; the number is given in any case. */
const SHOWN = 20;

commands.register({
  name: 'verify',
  summary: 'Recompute whatever is stored twice, and name the rows that are wrong',
  options: [{ flags: '--enterprise <id>', summary: 'only this one' }],
  async run(call) {
    const enterprises = await enterprisesOf(call);
    const contexts = await call.get(JobContexts);
    let wrong = 0;
    for (const tenantId of enterprises) wrong += await verify(call, contexts, tenantId);
    call.print(`${integrityChecks.all().length} checks of ${enterprises.length} enterprises: ${wrong} rows are wrong.`);
    return wrong === 0 ? 0 : 1;
  },
});

/** One transaction for all checks of an enterprise. */
function verify({ print }: CommandCall, contexts: JobContexts, tenantId: string): Promise<number> {
  return contexts.unit({ tenantId, employeeId: null, origin: 'system', requestId: newId() }, async ({ db }) => {
    let wrong = 0;
    for (const { name, run } of integrityChecks.all()) {
      const rows = await run(db);
      wrong += rows.length;
      if (rows.length > 0) print(`WRONG  ${name}  enterprise ${tenantId}: ${rows.length} rows`);
      for (const row of rows.slice(0, SHOWN)) print(`       ${JSON.stringify(row)}`);
    }
    return wrong;
  });
}
