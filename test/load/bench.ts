/**
 * `npm run bench`: what HighSeas costs, as ratios to the plain counterpart in the same run. `npm run bench -- start requests`
 * runs parts; the table goes into both READMEs and docs/bench.json. Data are generated once, leads under .data/bench-<leads>
 * and customers under .data/bench-customers-<customers>, and kept; each part works on a copy of its own, because writes,
 * reclaim and import change what they measure. At full size a set and its copy take about 25 GB.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { migrate } from '../../src/platform/database/migrator.js';
import { generate, type Dataset, type DatasetSize } from './dataset.js';
import { benchBulk } from './bulk.bench.js';
import { benchCustomerWork } from './customer-work.bench.js';
import { benchCustomers } from './customers.bench.js';
import { benchRequests } from './requests.bench.js';
import { benchStart } from './start.bench.js';
import { query, withDatabase } from '../support/test-server.js';
import { circumstances } from './machine.js';
import { report, type Figure, type Reported } from './report.js';

export interface Bench {
  ownerUrl: string;
  appUrl: string;
  data: Dataset;
  /** Environment of the built program on this database. */
  env: NodeJS.ProcessEnv;
  secret: Buffer;
}

type Part = (bench: Bench) => Promise<Figure[]>;

/** Data that are generated once, and the parts that measure with them. */
interface DataSet {
  directory: string;
  size: DatasetSize;
  records: number;
  kind: { en: string; 'zh-CN': string };
  parts: Readonly<Record<string, Part>>;
}

const LEADS = Number(process.env.BENCH_LEADS ?? 1_000_000);
const CUSTOMERS = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000);
const COMPANY = { employees: 2001, small: 19 };

const SETS: DataSet[] = [
  {
    directory: `.data/bench-${LEADS}`,
    size: { ...COMPANY, leads: LEADS },
    records: LEADS,
    kind: { en: 'leads', 'zh-CN': '条线索' },
    parts: { start: benchStart, requests: benchRequests, bulk: benchBulk },
  },
  {
    directory: `.data/bench-customers-${CUSTOMERS}`,
    size: { ...COMPANY, leads: 0, customers: CUSTOMERS },
    records: CUSTOMERS,
    kind: { en: 'customers', 'zh-CN': '个客户' },
    parts: { customers: benchCustomers, 'customer-work': benchCustomerWork },
  },
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const set of SETS) {
    const parts = Object.entries(set.parts).flatMap(([name, part]) =>
      wanted.length === 0 || wanted.includes(name) ? [part] : [],
    );
    if (parts.length > 0) await measureWith(set, parts);
  }
}

async function measureWith({ directory, size, records, kind }: DataSet, parts: readonly Part[]): Promise<void> {
  const cluster = await startEmbedded({ directory, throwAway: false });
  try {
    await migrate(cluster.ownerUrl);
    const data = await dataset(cluster.ownerUrl, size);
    const on = circumstances(records, kind);
    // reported part by part: what has been measured is not lost with a later one
    for (const part of parts) publish(await onCopy(cluster, (urls) => part(benchOf(urls, data, directory))), on);
  } finally {
    await cluster.stop();
  }
}

function benchOf({ ownerUrl, appUrl }: Urls, data: Dataset, directory: string): Bench {
  const secret = Buffer.alloc(32, 7);
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: ownerUrl,
    DATABASE_APP_URL: appUrl,
    HIGHSEAS_SECRET: secret.toString('base64'),
    LOG_LEVEL: 'warn',
    ROLE: 'api',
    DATA_DIRECTORY: directory,
  };
  return { ownerUrl, appUrl, data, env, secret };
}

type Urls = Pick<Bench, 'ownerUrl' | 'appUrl'>;

/** Does the work on a copy of the data and removes it. */
async function onCopy<T>({ ownerUrl, appUrl }: Urls, work: (urls: Urls) => Promise<T>): Promise<T> {
  const copy = 'bench_copy';
  const beside = withDatabase(ownerUrl, 'postgres');
  await drop(beside, copy);
  await query(beside, `CREATE DATABASE ${copy} TEMPLATE ${new URL(ownerUrl).pathname.slice(1)} STRATEGY FILE_COPY`);
  try {
    return await work({ ownerUrl: withDatabase(ownerUrl, copy), appUrl: withDatabase(appUrl, copy) });
  } finally {
    await drop(beside, copy);
  }
}

/** Only a superuser may end the server's own cleaning of tables; it ends by itself. */
async function drop(beside: string, database: string): Promise<void> {
  for (;;) {
    try {
      await query(beside, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/** Marks a database that was filled to its end; one that was not has to be made anew. */
const FILLED = 'filled';

async function dataset(ownerUrl: string, size: DatasetSize): Promise<Dataset> {
  const [found] = await query<{ mark: string | null }>(
    ownerUrl,
    `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = current_database()`,
  );
  if (found!.mark === FILLED) return generate(ownerUrl, size, true);
  process.stderr.write(`Generating ${size.customers ?? size.leads} records; this takes some minutes, once\n`);
  const data = await generate(ownerUrl, size);
  await query(ownerUrl, `COMMENT ON DATABASE ${new URL(ownerUrl).pathname.slice(1)} IS '${FILLED}'`);
  return data;
}

/** Keeps the figures of parts that did not run this time. */
function publish(figures: readonly Figure[], on: Reported['on']): void {
  const file = 'docs/bench.json';
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Reported[]) : [];
  const names = new Set(figures.map((figure) => figure.name));
  const all = [...before.filter((figure) => !names.has(figure.name)), ...figures.map((figure) => ({ ...figure, on }))];
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  process.stdout.write(`${report(all, 'en')}\n`);
  for (const [readme, locale] of [
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh-CN'],
  ] as const) {
    if (!existsSync(readme)) continue;
    const text = readFileSync(readme, 'utf8').replace(
      /(<!-- bench:begin -->)[\s\S]*(<!-- bench:end -->)/,
      `$1\n\n${report(all, locale)}\n\n$2`,
    );
    writeFileSync(readme, text);
  }
}

await main();
