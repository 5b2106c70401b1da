import type { ChildProcess } from 'node:child_process';
import type pg from 'pg';
import type { Bench } from './bench.js';
import { duplicateChecks } from './customer-checks.js';
import { CustomerHand } from './customer-hand.js';
import { median } from './measure.js';
import { startBuilt, startWorker, stop } from './processes.js';
import type { Figure } from './report.js';
import { signIn, type Tokens } from './sign-in.js';
import { inEnterprise } from './tenant.js';
import { atRest, besideHand, byHand, job, seconds, untilIdle } from './work.js';

/** So many customers are assigned, and as many handed over. */
const RECORDS = Number(process.env.BENCH_WORK ?? 100_000);
/** Of each of two customers that are merged. */
const FOLLOW_UPS = Number(process.env.BENCH_FOLLOW_UPS ?? 10_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const RECEIVERS = 10;
/** What the work and its triggers write. */
const TABLES = ['customers', 'contacts', 'follow_ups', 'ownership_ledger', 'record_changes', 'customer_merge_moves'];

/** Duplicate checks; assignment, hand-over and merging of many records beside hand-written SQL. */
export async function benchCustomerWork(bench: Bench): Promise<Figure[]> {
  const tokens = await signIn(bench);
  const checks = await duplicateChecks(bench, tokens);
  return [...checks, ...(await inEnterprise(bench, (client) => manyRecords(bench, client, tokens)))];
}

async function manyRecords(bench: Bench, client: pg.Client, tokens: Tokens): Promise<Figure[]> {
  const api = await startBuilt(bench.env);
  const worker = startWorker({ ...bench.env, ROLE: 'worker' });
  const work = { client, worker, hand: new CustomerHand(bench.data), url: api.url, tokens };
  try {
    await untilIdle(client);
    return [await assignment(work), await handOver(work, bench), await merging(work, bench)];
  } finally {
    await stop(api.process);
    await stop(worker);
  }
}

interface Work {
  client: pg.Client;
  worker: ChildProcess;
  hand: CustomerHand;
  url: string;
  tokens: Tokens;
}

/** Runs statements that make what is measured, and answers how many rows the last one changed. */
async function prepared(client: pg.Client, statements: readonly string[]): Promise<number> {
  let changed = 0;
  for (const statement of statements) changed = (await client.query(statement)).rowCount!;
  for (const table of TABLES) await client.query(`VACUUM (ANALYZE) ${table}`);
  return changed;
}

async function assignment({ client, worker, hand, url, tokens }: Work): Promise<Figure> {
  const [count, theirs] = await atRest(worker, client, async () => [
    await prepared(client, [hand.assigns(), hand.waiting(RECORDS)]),
    await byHand(client, [hand.assign()], TABLES),
  ]);
  const ours = await seconds(async () => {
    // the schedule's run may have its batch meanwhile, which is waited for
    do await job(url, tokens.administrator, `/pools/${hand.sea}/assignments`);
    while ((await client.query(hand.waits())).rows.length > 0);
  });
  const title = {
    en: `Automatic assignment of ${count.toLocaleString('en')} customers to 2 001 people`,
    'zh-CN': `向 2 001 人自动分配 ${count.toLocaleString('en')} 个客户`,
  };
  return besideHand({ name: 'assignment', title, most: 2 }, ours, theirs);
}

async function handOver({ client, worker, hand, url, tokens }: Work, { data }: Bench): Promise<Figure> {
  const leaver = data.employeeOf(2000);
  const receivers = Array.from({ length: RECEIVERS }, (_, n) => data.employeeOf(1990 + n));
  const [count, theirs] = await atRest(worker, client, async () => [
    await prepared(client, [hand.belongingTo(leaver, RECORDS)]),
    await byHand(client, [hand.handOver(leaver, receivers)], TABLES),
  ]);
  const ours = await seconds(async () => {
    const everything = { kind: 'customer', to: 'people', employeeIds: receivers, beyondLimits: true };
    await job(url, tokens.administrator, `/employees/${leaver}/departures`, { handOver: [everything], reason: '个人原因离职' });
  });
  const title = {
    en: `Hand-over of ${count.toLocaleString('en')} customers to ${RECEIVERS} people`,
    'zh-CN': `向 ${RECEIVERS} 人交接 ${count.toLocaleString('en')} 个客户`,
  };
  return besideHand({ name: 'hand-over', title, most: 2 }, ours, theirs);
}

async function merging({ client, worker, hand, url, tokens }: Work, { data }: Bench): Promise<Figure> {
  const times: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [survivorId, other] = [data.customerOf(10 * round + 12), data.customerOf(10 * round + 13)] as const;
    const theirs = await atRest(worker, client, async () => {
      await prepared(client, [hand.followUps([survivorId, other], FOLLOW_UPS)]);
      return byHand(client, hand.merge(survivorId, other), TABLES);
    });
    times.push({ theirs, ours: await seconds(() => merge(url, tokens.administrator, survivorId, other)) });
  }
  const title = {
    en: `Merging two customers with ${FOLLOW_UPS.toLocaleString('en')} follow-ups each`,
    'zh-CN': `合并两个各有 ${FOLLOW_UPS.toLocaleString('en')} 条跟进的客户`,
  };
  const middle = (of: 'ours' | 'theirs'): number => median(times.map((time) => time[of]));
  return besideHand({ name: 'merge', title, most: 2 }, middle('ours'), middle('theirs'));
}

async function merge(url: string, token: string, survivorId: string, other: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/customers/merges`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ survivorId, ids: [other] }),
  });
  if (!answer.ok) throw new Error(`merges: ${answer.status} ${await answer.text()}`);
}
