import 'reflect-metadata';
import sql from 'sql-template-tag';
import { AppModule } from '../../../src/app.module.js';
import { runCommandLine } from '../../../src/platform/cli/command-line.js';
import { integrityChecks } from '../../../src/platform/integrity/integrity-checks.js';
import { freshDatabase } from '../../support/database.js';
import { ledgerOf, makePool } from '../../support/pools.js';
import { query } from '../../support/test-server.js';
import { useWorld } from '../../support/world.js';

/** Runs the tool as an operator would: its exit code and what it prints. */
async function cli(ownerUrl: string, ...argv: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const env = { NODE_ENV: 'test', DATABASE_URL: ownerUrl, HIGHSEAS_SECRET: Buffer.alloc(32, 7).toString('base64') };
  const code = await runCommandLine({
    argv,
    env,
    module: (config) => AppModule.forRoot(config),
    print: (line) => lines.push(line),
  });
  return { code, lines };
}

const applied = async (ownerUrl: string): Promise<string[]> =>
  (await query<{ name: string }>(ownerUrl, 'SELECT name FROM schema_migrations ORDER BY name')).map(({ name }) => name);

describe('cli migrate', () => {
  it('OPS-04 goes up to the migration named, on to the last, and down again', async () => {
    const { ownerUrl } = await freshDatabase({ migrated: false });
    expect((await cli(ownerUrl, 'migrate', '--to', '0001')).lines).toEqual(['applied  0001_platform']);
    const { lines } = await cli(ownerUrl, 'migrate');
    expect(await applied(ownerUrl)).toEqual(['0001_platform', ...lines.map((line) => line.replace('applied  ', ''))]);
    expect((await cli(ownerUrl, 'migrate')).lines).toEqual(['Nothing to do.']);
    await cli(ownerUrl, 'migrate', '--down', '--to', '0001');
    expect(await applied(ownerUrl)).toEqual(['0001_platform']);
  });

  it('takes nothing back without being told how far', async () => {
    const { ownerUrl } = await freshDatabase();
    const before = await applied(ownerUrl);
    expect((await cli(ownerUrl, 'migrate', '--down')).code).toBe(1);
    expect(await applied(ownerUrl)).toEqual(before);
  });
});

describe('cli verify', () => {
  const world = useWorld();
  let wrongIn = '';
  integrityChecks.register({
    name: 'test.planted',
    run: (db) => db.query(sql`SELECT tenant_id AS id FROM enterprises WHERE tenant_id::text = ${wrongIn}`),
  });

  it('OPS-04 is content with what the application writes', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const { code, lines } = await cli(world.config.database.ownerUrl, 'verify', '--enterprise', acme.id);
    expect([code, lines]).toEqual([0, [`${integrityChecks.all().length} checks of 1 enterprises: 0 rows are wrong.`]]);
  });

  it('OPS-04 names the rows that are wrong, each enterprise under its own row-level security, and ends with 1', async () => {
    const [acme] = [await world.enterprise(), await world.enterprise()];
    wrongIn = acme.id;
    const { code, lines } = await cli(world.config.database.ownerUrl, 'verify');
    wrongIn = '';
    expect(code).toBe(1);
    expect(lines).toContain(`WRONG  test.planted  enterprise ${acme.id}: 1 rows`);
    expect(lines.filter((line) => line.startsWith('WRONG  test.planted'))).toHaveLength(1);
    expect(lines).toContain(`       {"id":"${acme.id}"}`);
  });
});

describe('the command line', () => {
  it('lists its commands, and ends with 1 for a word that is none', async () => {
    const { code, lines } = await cli('postgres://nobody/nothing', '--help');
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/migrate[\s\S]*verify/);
    const wrong = await cli('postgres://nobody/nothing', 'dance');
    expect([wrong.code, wrong.lines.join('\n')]).toEqual([1, expect.stringContaining("unknown command 'dance'")]);
  });
});

describe('cli reclaim', () => {
  const world = useWorld();

  it('OPS-04 says with --dry-run what it would take back, and takes it back without, as the job does', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const line = { key: 'idle', name: '久未跟进', since: 'lastFollowUp', days: 1, dayKind: 'calendar' as const };
    const pool = await makePool(acme, acme.salespeople, { reclaim: { enabled: true, lines: [line] } });
    const leads = await pool.leads(3);
    await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids: leads });
    await acme.as((ctx) =>
      ctx.db.run(
        sql`UPDATE leads SET owned_since = now() - interval '9 days', reclaim_at = now() - interval '7 days' WHERE owner_id IS NOT NULL`,
      ),
    );
    const dry = await cli(world.config.database.ownerUrl, 'reclaim', '--enterprise', acme.id, '--dry-run');
    expect(dry.lines.join('\n')).toContain(`pool ${pool.id}  rules 1: 3 of 3 due now`);
    expect(await ledgerOf(acme, leads[0]!)).toHaveLength(1);
    const real = await cli(world.config.database.ownerUrl, 'reclaim', '--enterprise', acme.id);
    expect(real.lines).toEqual([`${acme.id}  succeeded  {"reclaimed":3}`]);
    expect((await ledgerOf(acme, leads[0]!)).at(-1)).toMatchObject({ kind: 'reclaimed', to_pool_id: pool.id });
  });
});
