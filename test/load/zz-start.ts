import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { freePort, stop } from './processes.js';
const { ownerUrl, appUrl, stop: halt } = await startEmbedded({ directory: `.data/bench-100000`, throwAway: false });
const env = { NODE_ENV: 'production', DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, HIGHSEAS_SECRET: Buffer.alloc(32, 7).toString('base64'), LOG_LEVEL: 'warn', ROLE: process.env.ROLE2 ?? 'all', DATA_DIRECTORY: '.data/bench-100000' };
const ticks = (pid: number): number => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return Number(f[11]) + Number(f[12]); };
for (const extra of [{}, {}, {NODE_DISABLE_COMPILE_CACHE: "1"}, {}, {NODE_DISABLE_COMPILE_CACHE: "1"}] as NodeJS.ProcessEnv[]) {
  const port = await freePort(); const t = performance.now();
  const child = fork('dist/main.js', { env: { ...process.env, ...env, ...extra, PORT: String(port) }, execArgv: ['--max-semi-space-size=8', ...(process.env.CPUPROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [])], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  for (;;) { if (await fetch(`http://127.0.0.1:${port}/readyz`).then((r) => r.ok, () => false)) break; await new Promise((r) => setTimeout(r, 20)); }
  console.log(JSON.stringify(extra), (performance.now() - t).toFixed(0), 'ms; cpu', ticks(child.pid!) * 10, 'ms');
  await stop(child);
}
await halt();
