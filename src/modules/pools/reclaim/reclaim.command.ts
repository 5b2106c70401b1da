import { commands, type CommandCall } from '../../../platform/cli/command-registry.js';
import { enterprisesOf } from '../../../platform/cli/enterprises.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { InlineJobs, JobContexts } from '../../../platform/jobs/index.js';
import { poolableOf, poolables } from '../poolable.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { RECLAIM_JOB } from './reclaim.jobs.js';
import { Simulation } from './simulation.service.js';

commands.register({
  name: 'reclaim',
  summary: 'Take back what is due by the rules of its pool; the job and the API do the same',
  options: [
    { flags: '--enterprise <id>', summary: 'only this one' },
    { flags: '--dry-run', summary: 'only say what would be taken back, now and on each of the next 30 days' },
  ],
  async run(call) {
    for (const tenantId of await enterprisesOf(call))
      await (call.options.dryRun ? dryRun(call, tenantId) : reclaim(call, tenantId));
  },
});

async function reclaim({ get, print }: CommandCall, tenantId: string): Promise<void> {
  const job = await (await get(InlineJobs)).run(tenantId, RECLAIM_JOB);
  print(`${tenantId}  ${job.status}  ${JSON.stringify(job.result ?? job.errors)}`);
}

async function dryRun(call: CommandCall, tenantId: string): Promise<void> {
  const contexts = await call.get(JobContexts);
  await contexts.unit({ tenantId, employeeId: null, origin: 'system', requestId: newId() }, (ctx) => simulate(call, ctx));
}

async function simulate({ get, print }: CommandCall, ctx: Ctx): Promise<void> {
  const rules = await get(RulesInForce);
  const simulation = await get(Simulation);
  for (const { object } of poolables()) {
    for (const rule of await rules.all(ctx, object)) {
      const { considered, now, days } = await simulation.simulate(ctx, poolableOf(object), rule.poolId, rule.rules.reclaim, 30);
      print(`${ctx.tenantId}  pool ${rule.poolId}  rules ${rule.number}: ${now.count} of ${considered} due now`);
      for (const { day, count } of days) print(`  ${day}  ${count}`);
    }
  }
}
