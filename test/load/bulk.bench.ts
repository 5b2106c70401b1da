import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import type { Bench } from './bench.js';
import type { Dataset } from './dataset.js';
import { throughput } from './measure.js';
import { memoryOf, startBuilt, startWorker, stop } from './processes.js';
import type { Figure } from './report.js';
import { signIn, type Tokens } from './sign-in.js';
import { inEnterprise } from './tenant.js';
import { besideHand, byHand, job, seconds } from './work.js';

/** Compiled, because plain Node takes no TypeScript that needs compiling. */
const spreadsheet = (): Promise<typeof import('../../src/platform/spreadsheet/index.js')> =>
  import(pathToFileURL('build/platform/spreadsheet/index.js').href) as never;

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 200_000);

/** Reclaim, import and export: the long work, by a worker of its own beside an API node that goes on answering. */
export async function benchBulk(bench: Bench): Promise<Figure[]> {
  const tokens = await signIn(bench);
  const api = await startBuilt(bench.env);
  const worker = startWorker({ ...bench.env, ROLE: 'worker' });
  try {
    return [
      ...(await reclaim(bench, api.url, tokens, worker)),
      ...(await exports(api.url, tokens, worker)),
      await readsDuringExport(api.url, tokens),
      ...(await importRows(bench, api.url, tokens, worker)),
    ];
  } finally {
    await stop(api.process);
    await stop(worker);
  }
}

async function reclaim(bench: Bench, url: string, tokens: Tokens, worker: ChildProcess): Promise<Figure[]> {
  const { tenantId } = bench.data;
  const { count, hand } = await inEnterprise(bench, async (client) => ({
    count: await makeDue(client, bench.data),
    hand: await byHand(
      client,
      [
        `WITH due AS (SELECT id, owner_id, home_pool_id, reclaim_rule_id, reclaim_rule_key FROM leads WHERE tenant_id = '${tenantId}' AND reclaim_at <= now() AND owner_id IS NOT NULL),
        taken AS (UPDATE leads r SET owner_id = NULL, owned_since = NULL, pool_id = due.home_pool_id, entered_pool_at = now(), protected_until = NULL, reclaim_at = NULL,
          reclaim_rule_id = NULL, reclaim_rule_key = NULL, version = version + 1, updated_at = now() FROM due WHERE r.tenant_id = '${tenantId}' AND r.id = due.id RETURNING r.id)
        INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, from_owner_id, to_pool_id, rule_id, rule_key)
        SELECT '${tenantId}', 'lead', due.id, 'reclaimed', now(), due.owner_id, due.home_pool_id, due.reclaim_rule_id, due.reclaim_rule_key FROM due JOIN taken USING (id)`,
      ],
      ['leads'],
    ),
  }));
  const ours = await seconds(async () => void (await job(url, tokens.administrator, '/schedules/pools.reclaim/runs')));
  const { most } = memoryOf(worker);
  return [
    besideHand(
      {
        name: 'reclaim',
        title: {
          en: `Reclaim of ${count.toLocaleString('en')} due leads`,
          'zh-CN': `回收 ${count.toLocaleString('en')} 条到期线索`,
        },
        most: 1.5,
      },
      ours,
      hand,
    ),
    {
      name: 'reclaim-memory',
      title: { en: 'Most memory of the worker meanwhile', 'zh-CN': '回收时 worker 内存峰值' },
      measured: `${Math.round(most)} MB`,
      against: '',
      promised: '< 512 MB',
      holds: most < 512,
    },
  ];
}

/** Lets half a million owned leads be due; answers how many there are. */
async function makeDue(client: pg.Client, { tenantId, pools }: Dataset): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE leads SET reclaim_at = now() - interval '1 minute'
    WHERE tenant_id = '${tenantId}' AND home_pool_id = ANY ($1::uuid[]) AND owner_id IS NOT NULL AND (id, 0) IN (
      SELECT id, 0 FROM leads WHERE tenant_id = '${tenantId}' AND owner_id IS NOT NULL ORDER BY id LIMIT 500000)`,
    [pools],
  );
  await client.query('VACUUM (ANALYZE) leads');
  return rowCount!;
}

async function exports(url: string, tokens: Tokens, worker: ChildProcess): Promise<Figure[]> {
  const figures: Figure[] = [];
  const before = memoryOf(worker).now;
  for (const format of ['csv', 'xlsx'] as const) {
    let rows = 0;
    const ours = await seconds(async () => {
      const done = await job(url, tokens.administrator, '/leads/exports', { format, scope: 'all' });
      rows = Number((done.result as { rowCount?: number; rows?: number }).rowCount ?? (done.result as { rows?: number }).rows);
    });
    const pace = rows / ours;
    if (format === 'csv') {
      figures.push({
        name: 'export-csv',
        title: {
          en: `Export of ${rows.toLocaleString('en')} leads as CSV`,
          'zh-CN': `导出 ${rows.toLocaleString('en')} 条为 CSV`,
        },
        measured: `${Math.round(pace)} rows/s`,
        against: '',
        promised: '≥ 25 000 rows/s',
        holds: pace >= 25_000,
      });
    } else {
      const bare = await bareXlsx(100_000);
      figures.push({
        name: 'export-xlsx',
        title: { en: 'Export as .xlsx', 'zh-CN': '导出为 .xlsx' },
        measured: `${Math.round(pace)} rows/s`,
        against: `${Math.round(bare)} rows/s by the bare writer`,
        ratio: pace / bare,
        promised: '≥ 0.50',
        holds: pace / bare >= 0.5,
      });
    }
  }
  const more = memoryOf(worker).most - before;
  figures.push({
    name: 'export-memory',
    title: { en: 'More memory of the worker meanwhile', 'zh-CN': '导出时 worker 内存增量' },
    measured: `${Math.round(more)} MB`,
    against: '',
    promised: '≤ 100 MB',
    holds: more <= 100,
  });
  return figures;
}

async function readsDuringExport(url: string, tokens: Tokens): Promise<Figure> {
  const before = await reads(url, tokens, 5);
  const running = job(url, tokens.administrator, '/leads/exports', { format: 'csv', scope: 'all' });
  const during = await reads(url, tokens, 5);
  await running;
  const title = { en: "Others' single reads during an export", 'zh-CN': '导出期间他人读取的吞吐' };
  return readsFigure('export-reads', title, before, during);
}

/** Rows per second of the writer alone, with as many columns as a lead has. */
async function bareXlsx(rows: number): Promise<number> {
  await mkdir('.data', { recursive: true });
  const columns = Array.from({ length: 32 }, (_, n) => `列${n}`);
  const writer = (await spreadsheet()).xlsxWriter(createWriteStream('.data/bench-bare.xlsx'), {
    sheetName: 'x',
    header: columns,
  });
  const took = await seconds(async () => {
    for (let n = 0; n < rows; n += 1000)
      await writer.write(Array.from({ length: 1000 }, (_, i) => columns.map((column) => `${column}${n + i}`)));
    await writer.close();
  });
  return rows / took;
}

async function importRows(bench: Bench, url: string, tokens: Tokens, worker: ChildProcess): Promise<Figure[]> {
  const [poolId] = bench.data.pools as [string];
  const file = '.data/bench-import.csv';
  await writeImportFile(file);
  const byHandPace = await insertedByHand(bench, poolId);
  const before = await reads(url, tokens, 5);
  const form = new FormData();
  form.append('file', new Blob([await readFile(file)]), 'bench.csv');
  const headers = { authorization: `Bearer ${tokens.administrator}` };
  const imports = `${url}/api/v1/leads/imports`;
  const draft = (await (await fetch(imports, { method: 'POST', headers, body: form })).json()) as {
    id: string;
  };
  await fetch(`${imports}/${draft.id}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ options: { poolId } }),
  });
  let during = 0;
  let created = 0;
  const took = await seconds(async () => {
    const running = job(url, tokens.administrator, `/leads/imports/${draft.id}/runs`);
    during = await reads(url, tokens, 5);
    ({ created } = (await running).result as { created: number });
  });
  if (created !== ROWS) throw new Error(`The import created ${created} of ${ROWS}`);
  return importFigures({ pace: ROWS / took, byHandPace, most: memoryOf(worker).most, before, during });
}

const BY_HAND = 20;

/** Rows per second of the same rows, known to be right and new, as one would insert them by hand: no file, no check, no duplicate. */
async function insertedByHand(bench: Bench, poolId: string): Promise<number> {
  const tenant = `'${bench.data.tenantId}'::uuid`;
  const statements = Array.from({ length: BY_HAND }, (_, batch) => {
    const rows = Array.from({ length: 1000 }, (__, n) => {
      const [name, company, phone, , , remark] = importedRow(batch * 1000 + n);
      const keys = { name_pinyin: `kehu${n}`, initials: `kh${n} hzxkjyxgs`, company_key: company!.slice(0, -4) };
      return { name, company, phone, remark, ...keys };
    });
    return `WITH made AS (
      INSERT INTO leads (tenant_id, id, name, company, phone, remark, name_pinyin, initials, company_key, source_id, region_id, pool_id, home_pool_id, entered_pool_at, created_at, updated_at, acquisition)
      SELECT ${tenant}, uuidv7(), j.name, j.company, j.phone, j.remark, j.name_pinyin, j.initials, j.company_key, d.source, d.region, '${poolId}', '${poolId}', now(), now(), now(), 'imported'
      FROM json_to_recordset('${JSON.stringify(rows)}') AS j(name text, company text, phone text, remark text, name_pinyin text, initials text, company_key text),
        (SELECT max(id::text) FILTER (WHERE label = '展会')::uuid AS source, max(id::text) FILTER (WHERE label = '浙江')::uuid AS region FROM dictionary_items WHERE tenant_id = ${tenant}) d
      RETURNING id)
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, to_pool_id)
      SELECT ${tenant}, 'lead', id, 'imported', now(), '${poolId}' FROM made`;
  });
  return inEnterprise(bench, async (client) => (BY_HAND * 1000) / (await byHand(client, statements, ['leads'])));
}

async function writeImportFile(file: string): Promise<void> {
  const writer = (await spreadsheet()).csvWriter(createWriteStream(file), ['姓名', '公司', '电话', '来源', '地区', '备注']);
  for (let n = 0; n < ROWS; n += 1000) await writer.write(Array.from({ length: 1000 }, (_, i) => importedRow(n + i)));
  await writer.close();
}

const BASE = Date.now() % 100_000_000;

function importedRow(n: number): string[] {
  const phone = `+8619${String((BASE * 7 + n) % 1_000_000_000).padStart(9, '0')}`;
  return [`客户${n}`, `杭州新${BASE + n}科技有限公司`, phone, '展会', '浙江', '批量导入'];
}

interface ImportMeasures {
  pace: number;
  byHandPace: number;
  /** MB */
  most: number;
  before: number;
  during: number;
}

function importFigures({ pace, byHandPace, most, before, during }: ImportMeasures): Figure[] {
  const rows = ROWS.toLocaleString('en');
  return [
    {
      name: 'import',
      title: { en: `Import of ${rows} rows with all checks`, 'zh-CN': `导入 ${rows} 行(含全部检查)` },
      measured: `${Math.round(pace)} rows/s`,
      against: `${Math.round(byHandPace)} rows/s by hand-written SQL without checks`,
      ratio: pace / byHandPace,
      promised: '≥ 10 000 rows/s',
      holds: pace >= 10_000,
    },
    {
      against: '',
      name: 'import-memory',
      title: { en: 'Most memory of the worker', 'zh-CN': 'worker 内存峰值' },
      measured: `${Math.round(most)} MB`,
      promised: '< 300 MB',
      holds: most < 300,
    },
    readsFigure(
      'import-reads',
      { en: "Others' single reads during the import", 'zh-CN': '导入期间他人读取的吞吐' },
      before,
      during,
    ),
  ];
}

function readsFigure(name: string, title: Figure['title'], before: number, during: number): Figure {
  return {
    name,
    title,
    measured: `${Math.round(during)} /s`,
    against: `${Math.round(before)} /s before`,
    ratio: during / before,
    promised: '≥ 0.70',
    holds: during / before >= 0.7,
  };
}

/** Single reads of colleagues, four at a time: people at work, not a flood. */
async function reads(url: string, tokens: Tokens, secondsLong: number): Promise<number> {
  const list = (await (
    await fetch(`${url}/api/v1/leads?limit=1`, { headers: { authorization: `Bearer ${tokens.administrator}` } })
  ).json()) as { items: { id: string }[] };
  return throughput(
    { url, token: tokens.administrator },
    { method: 'GET', paths: [`/api/v1/leads/${list.items[0]!.id}`], connections: 4, seconds: secondsLong },
  );
}
