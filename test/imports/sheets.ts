import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Response } from 'supertest';
import { csvWriter, xlsxWriter, readRows, type Cell } from '../../src/platform/spreadsheet/index.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';
import { sql } from '../support/world.js';

async function collected(write: (out: PassThrough) => Promise<void>): Promise<Buffer> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  await write(out);
  return Buffer.concat(chunks);
}

/** A workbook of one sheet, its first row the header. */
export const xlsx = (header: string[], rows: Cell[][]): Promise<Buffer> =>
  collected(async (out) => {
    const sheet = xlsxWriter(out, { sheetName: '线索', header });
    await sheet.write(rows);
    await sheet.close();
  });

export const csv = (header: string[], rows: Cell[][]): Promise<Buffer> =>
  collected(async (out) => {
    const sheet = csvWriter(out, header);
    await sheet.write(rows);
    await sheet.close();
  });

/** All rows of a downloaded spreadsheet, headers included. */
export async function cellsOf(content: Buffer): Promise<Cell[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'highseas-sheet-'));
  try {
    const path = join(folder, 'sheet');
    await writeFile(path, content);
    const all: Cell[][] = [];
    for await (const rows of readRows({ path, fileName: 'sheet' })) all.push(...rows.map(({ cells }) => cells));
    return all;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A lead pool of which these people are members. */
export async function pool(acme: Enterprise, name: string, members: Person[] = []): Promise<string> {
  return acme.as(async (ctx) => {
    const { id } = await ctx.db.one<{ id: string }>(
      sql`INSERT INTO pools (tenant_id, id, object, name) VALUES (${ctx.tenantId}, uuidv7(), 'lead', ${name}) RETURNING id`,
    );
    await ctx.db.run(sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, m, 'employee', 'member' FROM unnest(${members.map((member) => member.id)}::uuid[]) m`);
    return id;
  });
}

/** Uploads, sets the rules, runs, and waits: the import as it stands then. */
export async function imported(
  client: Person,
  fileName: string,
  content: Buffer,
  options: object = {},
  collection = 'leads',
): Promise<Response['body']> {
  const draft = await client.upload(`/${collection}/imports`, fileName, content);
  if (draft.status !== 201) throw new Error(`The upload answered ${draft.status} ${JSON.stringify(draft.body)}`);
  const changed = await client.patch(`/${collection}/imports/${draft.body.id}`, { options });
  if (changed.status !== 200) throw new Error(`The change answered ${changed.status} ${JSON.stringify(changed.body)}`);
  const run = await client.post(`/${collection}/imports/${draft.body.id}/runs`);
  if (run.status !== 202) throw new Error(`The run answered ${run.status} ${JSON.stringify(run.body)}`);
  await jobEnd(client, run.body.id);
  return (await client.get(`/${collection}/imports/${draft.body.id}`)).body;
}

/** Ids of the records that an import made, by name. */
export async function madeBy(client: Person, importId: string, collection = 'customers'): Promise<Record<string, string>> {
  const { body } = await client.get(`/${collection}`, { scope: 'all', limit: 100, filter: { importId } });
  return Object.fromEntries(body.items.map(({ id, name }: { id: string; name: string }) => [name, id]));
}

/** Exports, waits, and reads the file. */
export async function exported(
  client: Person,
  body: object,
  collection = 'leads',
): Promise<{ id: string; rows: Cell[][]; content: Buffer }> {
  const started = await client.post(`/${collection}/exports`, body);
  if (started.status !== 202) throw new Error(`The export answered ${started.status} ${JSON.stringify(started.body)}`);
  const job = await jobEnd(client, started.body.id);
  if (job.status !== 'succeeded') throw new Error(JSON.stringify(job));
  const id = job.result!.exportId as string;
  const content = (await client.download(`/${collection}/exports/${id}/file`)).body as Buffer;
  return { id, rows: await cellsOf(content), content };
}

/** What the enterprise's leads are, whoever may see them. */
export const leadsOf = (acme: Enterprise, columns: string): Promise<Record<string, unknown>[]> =>
  acme.as((ctx) =>
    ctx.db.once({ text: `SELECT ${columns} FROM leads ORDER BY id`, values: [] } as unknown as ReturnType<typeof sql>),
  );
