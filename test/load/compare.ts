import { writeFileSync } from 'node:fs';
import { withApplication } from './application.js';
import type { Bench } from './bench.js';
import { ratio, throughput } from './measure.js';
import { startBuilt, startScript, stop } from './processes.js';
import { record } from './recording.js';
import type { Figure } from './report.js';
import type { Scenario } from './scenario.js';
import { signIn, type Tokens } from './sign-in.js';

const SCENARIOS = '.data/bench-scenarios.json';
const CONNECTIONS = 16;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

/** A request to be measured, before its statements are known; `zh`: its title in Chinese. */
export type Asked = Omit<Scenario, 'statements' | 'madeIds'> & { zh: string };

/** Requests per second, each beside bare Fastify and pg with the same statements. */
export async function compareAll(bench: Bench, asked: readonly Asked[]): Promise<Figure[]> {
  const tokens = await signIn(bench);
  const recorded = await recordAll(bench, asked, tokens);
  writeFileSync(SCENARIOS, JSON.stringify(recorded));
  const bare = await startScript('bare-server.ts', { SCENARIOS, APP_URL: bench.appUrl, TENANT_ID: bench.data.tenantId });
  const ours = await startBuilt(bench.env);
  try {
    const figures: Figure[] = [];
    for (const [index, scenario] of recorded.entries())
      figures.push(await compare(scenario, asked[index]!.zh, { url: ours.url, token: tokens[scenario.as] }, bare.url));
    return figures;
  } finally {
    await stop(ours.process);
    await stop(bare.process);
  }
}

async function compare(scenario: Scenario, zh: string, ours: { url: string; token: string }, bareUrl: string): Promise<Figure> {
  const targets = scenario.targets?.slice(1);
  const fill = (text: string): string[] =>
    targets ? targets.map((target) => text.replaceAll(scenario.targets![0]!, target)) : [text];
  const load = { method: scenario.method, connections: CONNECTIONS, seconds: SECONDS } as const;
  const bodies = scenario.body === undefined ? {} : { bodies: fill(JSON.stringify(scenario.body)) };
  const measured = await ratio(
    ROUNDS,
    () => throughput(ours, { ...load, paths: fill(`/api/v1${scenario.path}`), ...bodies }),
    () =>
      throughput({ url: bareUrl }, { ...load, method: scenario.method === 'GET' ? 'GET' : 'POST', paths: [`/${scenario.name}`] }),
  );
  return {
    name: scenario.name,
    title: { en: scenario.title, 'zh-CN': zh },
    measured: `${Math.round(measured.a)} /s`,
    against: `${Math.round(measured.b)} /s`,
    ratio: measured.ratio,
    promised: `≥ ${scenario.promised.toFixed(2)}`,
    holds: measured.ratio >= scenario.promised,
  };
}

/** Records with an application in this process, built like the one that is measured. */
function recordAll(bench: Bench, asked: readonly Asked[], tokens: Tokens): Promise<Scenario[]> {
  return withApplication(bench, tokens, async (app) => {
    const recorded: Scenario[] = [];
    for (const { zh: _, ...scenario } of asked) {
      // reads once before, so that what is kept in memory does not count; writes are told apart by their targets
      if (scenario.method === 'GET') await app.send(scenario);
      recorded.push(await record(scenario, () => app.send(scenario)));
    }
    return recorded;
  });
}
