import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
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

type Asked = Omit<Scenario, 'statements' | 'madeIds'> & { zh: string };

/** Lists, single reads, searches and writes: requests per second beside bare Fastify and pg with the same statements. */
export async function benchRequests(bench: Bench): Promise<Figure[]> {
  const asked = await scenarios(bench);
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

async function scenarios({ ownerUrl, data }: Bench): Promise<Asked[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [data.tenantId]);
  const ids = async (where: string): Promise<string[]> =>
    (await client.query<{ id: string }>(`SELECT id FROM leads WHERE tenant_id = '${data.tenantId}' AND ${where}`)).rows.map(
      (row) => row.id,
    );
  const own = await ids(`owner_id = '${data.salesperson}' AND status = 'active' ORDER BY id DESC LIMIT 300`);
  const pooled = await ids(`pool_id = '${data.pools[0]}' ORDER BY id LIMIT 60000`);
  await client.end();
  return [...reads(own), ...writes(own, pooled, data.pools[0]!)];
}

const rareCharacters = encodeURIComponent(String.fromCodePoint(19968 + 37, 19968 + 101));

function reads(own: string[]): Asked[] {
  const list = { method: 'GET', promised: 0.8 } as const;
  return [
    {
      ...list,
      name: 'my-leads',
      title: 'My leads: 20, filtered and sorted',
      zh: '我的线索:20 条,筛选并排序',
      as: 'salesperson',
      path: '/leads?scope=own&filter[degree]=high&sort=-createdAt',
    },
    { ...list, name: 'one-lead', title: 'One lead', zh: '单条线索', as: 'salesperson', path: `/leads/${own[0]}`, targets: own },
    {
      ...list,
      name: 'manager-list',
      title: "A manager's list over 200 people",
      zh: '经理看 200 人的线索',
      as: 'manager',
      path: '/leads?sort=-createdAt',
    },
    {
      ...list,
      name: 'all-leads',
      title: 'All leads, for an administrator',
      zh: '管理员看全部线索',
      as: 'administrator',
      path: '/leads?sort=-createdAt',
    },
    {
      ...list,
      name: 'search',
      title: 'Search of two characters',
      zh: '两个字搜索',
      as: 'administrator',
      path: `/leads?q=${rareCharacters}`,
    },
  ];
}

function writes(own: string[], pooled: string[], poolId: string): Asked[] {
  const write = { as: 'salesperson', promised: 0.6 } as const;
  const company = '杭州测试科技有限公司';
  return [
    {
      ...write,
      name: 'create',
      title: 'Create a lead',
      zh: '新建线索',
      method: 'POST',
      path: '/leads',
      body: { name: '李静', company, degree: 'low' },
    },
    {
      ...write,
      name: 'change',
      title: 'Change a lead',
      zh: '修改线索',
      method: 'PATCH',
      path: `/leads/${own[0]}`,
      body: { title: '采购经理', remark: '已联系' },
      targets: own,
    },
    {
      ...write,
      name: 'follow-up',
      title: 'Follow a lead up',
      zh: '写跟进',
      method: 'POST',
      path: `/leads/${own[0]}/follow-ups`,
      body: { method: 'call', content: '电话沟通,对方下周答复' },
      targets: own,
    },
    {
      ...write,
      name: 'claim',
      title: 'Claim a lead',
      zh: '领取线索',
      method: 'POST',
      path: `/pools/${poolId}/claims`,
      body: { ids: [pooled[0]] },
      targets: pooled,
    },
  ];
}

/** Records with an application in this process, built like the one that is measured. */
async function recordAll(bench: Bench, asked: Asked[], tokens: Tokens): Promise<Scenario[]> {
  Object.assign(process.env, bench.env);
  const built = <T>(file: string): Promise<T> => import(pathToFileURL(`dist/${file}`).href) as Promise<T>;
  const { AppModule } = await built<{ AppModule: { forRoot: (config: unknown) => unknown } }>('app.module.js');
  const { loadConfig } = await built<{ loadConfig: (env: NodeJS.ProcessEnv) => unknown }>('platform/config/index.js');
  const { createApplication } = await built<{ createApplication: (module: unknown, config: unknown) => Promise<App> }>(
    'platform/http/application.js',
  );
  const config = loadConfig({ ...process.env, ...bench.env });
  const app = await createApplication(AppModule.forRoot(config), config);
  await app.init();
  const recorded: Scenario[] = [];
  for (const { zh: _, ...scenario } of asked) {
    const send = async (): Promise<void> => {
      const answer = await app.inject({
        method: scenario.method,
        url: `/api/v1${scenario.path}`,
        headers: { authorization: `Bearer ${tokens[scenario.as]}` },
        ...(scenario.body === undefined ? {} : { payload: scenario.body as object }),
      });
      if (answer.statusCode >= 300) throw new Error(`${scenario.name}: ${answer.statusCode} ${answer.body}`);
    };
    // reads once before, so that what is kept in memory does not count; writes are told apart by their targets
    if (scenario.method === 'GET') await send();
    recorded.push(await record(scenario, send));
  }
  await app.close();
  return recorded;
}

interface App {
  init(): Promise<unknown>;
  close(): Promise<void>;
  inject(request: object): Promise<{ statusCode: number; body: string }>;
}
