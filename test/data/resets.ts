import type { Enterprise, Person } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { sql } from '../support/world.js';

/** As the name stands on every enterprise of a test. */
export const CONFIRMED = { confirmation: '远航科技有限公司' };

export const secondAdmin = (acme: Enterprise): Promise<Person> => acme.person('周明', ['systemAdministrator']);

/** Asks for a reset; its id. */
export async function ask(by: Person, kinds: string[]): Promise<string> {
  const { status, body } = await by.post('/crm-resets', { ...CONFIRMED, kinds, reason: '清空测试数据' });
  if (status !== 201) throw new Error(`The request answered ${status} ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}

/** A reset to which two administrators have consented, and whose waiting time is over: nothing but `run` does it. */
export async function consented(acme: Enterprise, other: Person, kinds: string[]): Promise<string> {
  const id = await agreed(acme, other, kinds);
  // ordered an hour ahead, so that it does not interfere
  await eventually(
    () =>
      acme.as((ctx) =>
        ctx.db.one<{ missing: boolean }>(sql`
          SELECT (SELECT count(*) FROM jobs WHERE kind = 'platform.resetCrm' AND created_by IS NULL AND slot IS NULL)
            < (SELECT count(*) FROM crm_resets WHERE starts_at IS NOT NULL) AS missing`),
      ),
    ({ missing }) => !missing,
  );
  await letTimePass(acme, id);
  return id;
}

/** A reset to which two administrators have consented. */
export async function agreed(acme: Enterprise, other: Person, kinds: string[]): Promise<string> {
  const id = await ask(acme.admin, kinds);
  const { status, body } = await other.post(`/crm-resets/${id}/consent`, CONFIRMED);
  if (status !== 200) throw new Error(`The consent answered ${status} ${JSON.stringify(body)}`);
  return id;
}

/** As if the consent had been given two hours earlier. */
export const letTimePass = (acme: Enterprise, id: string): Promise<number> =>
  acme.as((ctx) =>
    ctx.db.run(
      sql`UPDATE crm_resets SET decided_at = decided_at - interval '2 hours', starts_at = starts_at - interval '2 hours' WHERE id = ${id}`,
    ),
  );

export async function run(by: Person): Promise<Record<string, unknown> | null> {
  const started = await by.post('/schedules/platform.resetCrm/runs');
  const job = await jobEnd(by, (started.body as { id: string }).id);
  if (job.status !== 'succeeded') throw new Error(JSON.stringify(job));
  return job.result;
}

/** A reset from the first word to the last. */
export async function reset(acme: Enterprise, other: Person, kinds: string[]): Promise<string> {
  const id = await consented(acme, other, kinds);
  await run(acme.admin);
  return id;
}
