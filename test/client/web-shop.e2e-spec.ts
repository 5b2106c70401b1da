import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderLine, PageLine } from '../../openapi/client/examples/journal.js';
import type { Enterprise } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { makeKey } from '../support/keys.js';
import { sql, useWorld } from '../support/world.js';

const ROOT = join(import.meta.dirname, '../..');
const ORDERS = 60;

/** The example in a process of its own, its orders and its journal. */
class WebShop {
  private constructor(
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  static async open(env: Record<string, string>): Promise<WebShop> {
    const shop = new WebShop(await mkdtemp(join(tmpdir(), 'web-shop-')), env);
    const orders = Array.from({ length: ORDERS }, (_, n) => ({
      id: `A-${n}`,
      buyer: `买家${n}`,
      phone: `1380013${8000 + n}`,
      goods: '茶杯',
    }));
    await writeFile(shop.path('orders.jsonl'), orders.map((order) => JSON.stringify(order)).join('\n'));
    await writeFile(shop.path('journal.jsonl'), '');
    return shop;
  }

  start(...more: string[]): ChildProcess {
    const loader = join(ROOT, 'test/support/resolve-typescript.mjs');
    const program = join(ROOT, 'openapi/client/examples/web-shop.ts');
    const files = [this.path('orders.jsonl'), this.path('journal.jsonl')];
    const env = { PATH: process.env.PATH!, NODE_NO_WARNINGS: '1', ...this.env };
    return spawn(process.execPath, ['--import', loader, program, ...files, ...more], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }

  /** Runs once, to the end. */
  async run(): Promise<void> {
    const child = this.start('--once');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  }

  async journal(): Promise<(OrderLine | PageLine)[]> {
    const lines = (await readFile(this.path('journal.jsonl'), 'utf8')).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as OrderLine | PageLine);
  }

  /** Leaves the journal as a machine does that loses power: without its last line, and with half of another. */
  async tear(): Promise<void> {
    const lines = (await this.journal()).slice(0, -1).map((line) => `${JSON.stringify(line)}\n`);
    await writeFile(this.path('journal.jsonl'), lines.join(''));
    await appendFile(this.path('journal.jsonl'), '{"orderId":"A-');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

const orders = async (shop: WebShop): Promise<OrderLine[]> => (await shop.journal()).filter((line) => 'orderId' in line);
const changes = async (shop: WebShop): Promise<PageLine['changes']> =>
  (await shop.journal()).flatMap((line) => ('changes' in line ? line.changes : []));

describe('the example integration', () => {
  const world = useWorld();

  const versions = (acme: Enterprise): Promise<string[]> =>
    acme.as(async (ctx) =>
      (
        await ctx.db.query<{ state: string }>(
          sql`SELECT id || ' ' || version AS state FROM leads UNION ALL SELECT id || ' ' || version FROM customers ORDER BY 1`,
        )
      ).map(({ state }) => state),
    );

  it('API-04: is killed in the middle and started again: each order is one lead, each change is told once, none is missed', async () => {
    const acme = await world.enterprise();
    const scopes = ['lead:create', 'lead:read', 'customer:read'];
    const { key } = await makeKey(world, acme, { scopes, roles: ['crmAdministrator'], rateLimit: 6000 });
    const shop = await WebShop.open({ HIGHSEAS_URL: world.url, HIGHSEAS_API_KEY: key });
    const killed = shop.start();
    const gone = new Promise((resolve) => killed.once('exit', resolve));
    await eventually(
      async () => (await orders(shop)).length,
      (count) => count >= 10,
    );
    killed.kill('SIGKILL');
    await gone;
    expect((await orders(shop)).length).toBeLessThan(ORDERS);
    await shop.tear();
    const { body: customer } = await acme.admin.post('/customers', { name: '华夏科技' });

    await shop.run();
    const made = await orders(shop);
    expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(ORDERS);
    expect(made).toHaveLength(ORDERS);
    const [first, second] = made as { leadId: string }[];
    await acme.admin.patch(`/leads/${first!.leadId}`, { title: '总监' });
    await acme.admin.patch(`/customers/${customer.id}`, { remark: '老客户' });
    await acme.admin.patch(`/leads/${second!.leadId}`, { title: '经理' });

    // the feed tells what is older than every open transaction: other tests may hold it back for a moment
    const latest = await eventually(
      async () => {
        await shop.run();
        return new Map((await changes(shop)).map(({ recordId, version }) => [recordId, `${recordId} ${version}`]));
      },
      (heard) => heard.size === ORDERS + 1 && heard.get(second!.leadId)!.endsWith(' 2') && heard.get(customer.id)!.endsWith(' 2'),
    );
    expect([...latest.values()].sort()).toEqual(await versions(acme));
    const told = (await changes(shop)).map(({ recordId, version, operation }) => `${recordId} ${version} ${operation}`);
    expect(new Set(told).size).toBe(told.length);
    const ofOrders = (await changes(shop)).filter(({ orderId }) => orderId !== undefined);
    expect(new Set(ofOrders.map(({ orderId }) => orderId)).size).toBe(ORDERS);
    await shop.close();
  }, 120_000);
});
