/**
 * `npm run bench`: what HighSeas costs, as ratios to the plain counterpart in the same run. `npm run bench -- start requests`
 * runs parts; the table goes into both READMEs and docs/bench.json. Data are generated once under .data/bench-<leads> and
 * kept; each part works on a copy of them, because writes, reclaim and import change what they measure.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { migrate } from '../../src/platform/database/migrator.js';
import { generate, type Dataset } from './dataset.js';
import { benchBulk } from './bulk.bench.js';
import { benchRequests } from './requests.bench.js';
import { benchStart } from './start.bench.js';
import { query, withDatabase } from '../support/test-server.js';
import { table, type Figure } from './report.js';

export interface Bench {
  ownerUrl: string;
  appUrl: string;
  data: Dataset;
  /** Environment of the built program on this database. */
  env: NodeJS.ProcessEnv;
  secret: Buffer;
}

const PARTS = { start: benchStart, requests: benchRequests, bulk: benchBulk };
const LEADS = Number(process.env.BENCH_LEADS ?? 1_000_000);

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const cluster = await startEmbedded({ directory: `.data/bench-${LEADS}`, throwAway: false });
  try {
    await migrate(cluster.ownerUrl);
    const data = await dataset(cluster.ownerUrl);
    for (const [name, part] of Object.entries(PARTS)) {
      // reported part by part: what has been measured is not lost with a later one
      if (wanted.length === 0 || wanted.includes(name)) report(await onCopy(cluster, (urls) => part(benchOf(urls, data))));
    }
  } finally {
    await cluster.stop();
  }
}

function benchOf({ ownerUrl, appUrl }: Urls, data: Dataset): Bench {
  const secret = Buffer.alloc(32, 7);
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: ownerUrl,
    DATABASE_APP_URL: appUrl,
    HIGHSEAS_SECRET: secret.toString('base64'),
    LOG_LEVEL: 'warn',
    ROLE: 'api',
    DATA_DIRECTORY: `.data/bench-${LEADS}`,
  };
  return { ownerUrl, appUrl, data, env, secret };
}

type Urls = Pick<Bench, 'ownerUrl' | 'appUrl'>;

/** Does the work on a copy of the data and removes it. */
async function onCopy<T>({ ownerUrl, appUrl }: Urls, work: (urls: Urls) => Promise<T>): Promise<T> {
  const copy = 'bench_copy';
  const beside = withDatabase(ownerUrl, 'postgres');
  await query(beside, `DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`);
  await query(beside, `CREATE DATABASE ${copy} TEMPLATE ${new URL(ownerUrl).pathname.slice(1)} STRATEGY FILE_COPY`);
  try {
    return await work({ ownerUrl: withDatabase(ownerUrl, copy), appUrl: withDatabase(appUrl, copy) });
  } finally {
    await query(beside, `DROP DATABASE ${copy} WITH (FORCE)`);
  }
}

async function dataset(ownerUrl: string): Promise<Dataset> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ there: boolean }>(`SELECT count(*) > 1 AS there FROM accounts WHERE login LIKE 'user%'`);
  await client.end();
  if (!rows[0]!.there) process.stderr.write(`Generating ${LEADS} leads; this takes some minutes, once\n`);
  return generate(ownerUrl, { leads: LEADS, employees: 2001, small: 19 }, rows[0]!.there);
}

/** Keeps the figures of parts that did not run this time. */
function report(figures: Figure[]): void {
  const file = 'docs/bench.json';
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figure[]) : [];
  const names = new Set(figures.map((figure) => figure.name));
  const all = [...before.filter((figure) => !names.has(figure.name)), ...figures];
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  process.stdout.write(`${table(all, 'en')}\n`);
  for (const [readme, locale] of [
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh-CN'],
  ] as const) {
    if (!existsSync(readme)) continue;
    const text = readFileSync(readme, 'utf8').replace(
      /(<!-- bench:begin -->)[\s\S]*(<!-- bench:end -->)/,
      `$1\n${table(all, locale)}\n$2`,
    );
    writeFileSync(readme, text);
  }
}

await main();
