// usage: zz-job.ts export|import rows : profiles the worker
import { readFileSync, readdirSync } from 'node:fs';
import { fork } from 'node:child_process';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { migrate } from '../../src/platform/database/migrator.js';
import { generate } from './dataset.js';
import { startBuilt, stop, memoryOf } from './processes.js';
import { signIn } from './sign-in.js';
const L = 100000;
const { ownerUrl, appUrl, stop: halt } = await startEmbedded({ directory: `.data/bench-${L}`, throwAway: false });
await migrate(ownerUrl);
const data = await generate(ownerUrl, { leads: L, employees: 2001, small: 19 }, true);
const secret = Buffer.alloc(32, 7);
const env = { NODE_ENV: 'production', DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, HIGHSEAS_SECRET: secret.toString('base64'), LOG_LEVEL: 'warn', ROLE: 'api', DATA_DIRECTORY: `.data/bench-${L}` };
const tokens = await signIn({ ownerUrl, appUrl, data, env, secret } as never);
const ours = await startBuilt(env);
const worker = fork('dist/worker.js', { env: { ...process.env, ...env, ROLE: 'worker' }, execArgv: [...(process.env.SEMI ? process.env.SEMI.split(' ') : ['--max-semi-space-size=8']), ...(process.env.NOPROF ? [] : ['--cpu-prof', '--cpu-prof-dir=/tmp/prof', '--cpu-prof-interval=500'])], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const ticks = (pid: number): number => { try { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return Number(f[11]) + Number(f[12]); } catch { return 0; } };
const pgs = (): number[] => readdirSync('/proc').filter((p) => /^\d+$/.test(p)).map(Number).filter((p) => { try { return readFileSync(`/proc/${p}/cmdline`, 'utf8').startsWith('postgres:') && readFileSync(`/proc/${p}/stat`,'utf8').length>0; } catch { return false; } });
const h = { authorization: `Bearer ${tokens.administrator}`, 'content-type': 'application/json' };
const wait = async (loc: string) => { for (;;) { const j: any = await (await fetch(`${ours.url}/api/v1${loc.replace('/api/v1', '')}`, { headers: h })).json(); if (['succeeded', 'failed', 'cancelled'].includes(j.status)) return j; await new Promise((r) => setTimeout(r, 50)); } };
await new Promise((r) => setTimeout(r, 1500));
const N = Number(process.argv[3] ?? 30000);
const mine = new Set<number>();
const before = new Map(pgs().map((p) => [p, ticks(p)])); const w0 = ticks(worker.pid!); const m0 = memoryOf(worker).now; let t0 = performance.now();
let rows = 0;
if (process.argv[2] === 'export') {
  const r = await fetch(`${ours.url}/api/v1/leads/exports`, { method: 'POST', headers: h, body: JSON.stringify({ format: process.argv[4] ?? 'csv', scope: 'all' }) });
  const j = await wait(r.headers.get('location')!); console.log(j.status, JSON.stringify(j.result)); rows = j.result?.rows ?? j.result?.rowCount;
} else {
  const head = ['姓名', '公司', '职务', '电话', '邮箱', '微信', '来源', '行业', '地区', '地址', '跟进程度', '备注'];
  const stamp = Math.floor(Date.now() / 1000) % 100000;
  const lines = [head.join(',')];
  const hz = (n: number) => String.fromCodePoint(19968 + (n * 7919) % 6000, 19968 + (n * 104729) % 6000, 19968 + (n * 1299709) % 6000);
  for (let n = 0; n < N; n++) lines.push([hz(n + stamp), `杭州${hz(n * 3 + stamp)}科技有限公司`, '采购经理', `13${String((stamp * 30011 + n) % 1_000_000_000).padStart(9, '0')}`, `u${n}@example.com`, `wx_${n}`, '展会', '制造业', '浙江', `杭州市西湖区文三路${n}号`, '低', '展会上留的名片'].join(','));
  const form = new FormData(); form.set('file', new Blob([lines.join('\n')]), 'x.csv');
  const d: any = await (await fetch(`${ours.url}/api/v1/leads/imports`, { method: 'POST', headers: { authorization: h.authorization }, body: form })).json();
  const pr = await fetch(`${ours.url}/api/v1/leads/imports/${d.id}`, { method: 'PATCH', headers: h, body: JSON.stringify({ options: { poolId: data.pools[0] } }) }); if (!pr.ok) console.log(await pr.text());
  t0 = performance.now();
  const r = await fetch(`${ours.url}/api/v1/leads/imports/${d.id}/runs`, { method: 'POST', headers: h, body: '{}' });
  if (!r.ok) console.log(await r.text());
  const j = await wait(r.headers.get('location')!); console.log(j.status, JSON.stringify(j.result ?? j)); rows = N; if (j.result?.failed) console.log((await (await fetch(`${ours.url}/api/v1/leads/imports/${d.id}/errors?limit=2`, { headers: h })).text()).slice(0, 600));
}
const secs = (performance.now() - t0) / 1000; let p1 = 0; for (const p of pgs()) { p1 += ticks(p) - (before.get(p) ?? 0); }
console.log(`${rows} rows ${(rows / secs).toFixed(0)}/s worker ${(10000 * (ticks(worker.pid!) - w0) / rows).toFixed(1)} µs/row  pg(all clusters!) ${(10000 * p1 / rows).toFixed(1)} µs/row mem +${(memoryOf(worker).most - m0).toFixed(0)} most ${memoryOf(worker).most.toFixed(0)}`);
await stop(worker); await stop(ours.process); await halt();
