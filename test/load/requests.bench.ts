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
  const ids = async (sql: string): Promise<string[]> => (await client.query<{ id: string }>(sql)).rows.map((row) => row.id);
  const own = await ids(
    `SELECT id FROM leads WHERE tenant_id = '${data.tenantId}' AND owner_id = '${data.salesperson}' ORDER BY id DESC LIMIT 300`,
  );
  const pooled = await ids(
    `SELECT id FROM leads WHERE tenant_id = '${data.tenantId}' AND pool_id = '${data.pools[0]}' ORDER BY id LIMIT 60000`,
  );
  await client.end();
  const list = (name: string, title: string, zh: string, as: Asked['as'], query: string): Asked => ({
    name,
    title,
    zh,
    method: 'GET',
    path: `/leads?${query}`,
    as,
    promised: 0.8,
  });
  const write = (
    name: string,
    title: string,
    zh: string,
    method: Asked['method'],
    path: string,
    body: unknown,
    targets?: string[],
  ): Asked => ({ name, title, zh, method, path, body, as: 'salesperson', promised: 0.6, ...(targets ? { targets } : {}) });
  return [
    list(
      'my-leads',
      'My leads: 20, filtered and sorted',
      '我的线索:20 条,筛选并排序',
      'salesperson',
      'scope=own&filter[degree]=high&sort=-createdAt',
    ),
    {
      name: 'one-lead',
      title: 'One lead',
      zh: '单条线索',
      method: 'GET',
      path: `/leads/${own[0]}`,
      as: 'salesperson',
      promised: 0.8,
      targets: own,
    },
    list('manager-list', "A manager's list over 200 people", '经理看 200 人的线索', 'manager', 'sort=-createdAt'),
    list('all-leads', 'All leads, for an administrator', '管理员看全部线索', 'administrator', 'sort=-createdAt'),
    list(
      'search',
      'Search of two characters',
      '两个字搜索',
      'administrator',
      `q=${encodeURIComponent(String.fromCodePoint(19968 + 37, 19968 + 101))}`,
    ),
    write('create', 'Create a lead', '新建线索', 'POST', '/leads', {
      name: '李静',
      company: '杭州测试科技有限公司',
      degree: 'low',
    }),
    write('change', 'Change a lead', '修改线索', 'PATCH', `/leads/${own[0]}`, { title: '采购经理', remark: '已联系' }, own),
    write(
      'follow-up',
      'Follow a lead up',
      '写跟进',
      'POST',
      `/leads/${own[0]}/follow-ups`,
      { method: 'call', content: '电话沟通,对方下周答复' },
      own,
    ),
    write('claim', 'Claim a lead', '领取线索', 'POST', `/pools/${data.pools[0]}/claims`, { ids: [pooled[0]] }, pooled),
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
