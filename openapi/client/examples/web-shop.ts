/**
 * Keeps a web shop and HighSeas in step: each order becomes a lead, and what becomes of leads and customers is told to the
 * shop. It can be killed at any time: started again, it does nothing twice and misses nothing.
 *
 * HIGHSEAS_URL=… HIGHSEAS_API_KEY=… web-shop.ts orders.jsonl journal.jsonl [--once]
 */
import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers/promises';
import { connect, dataOf, ProblemError } from '../index.js';
import { Journal, type Change, type Feed } from './journal.js';

/** As the shop writes them, one a line. */
interface Order {
  id: string;
  buyer: string;
  phone: string;
  company?: string;
  goods: string;
}

/** Milliseconds between two rounds. */
const ROUND = 10_000;

const [ordersFile, journalFile, once] = process.argv.slice(2);
const { HIGHSEAS_URL: baseUrl, HIGHSEAS_API_KEY: apiKey } = process.env;
if (!ordersFile || !journalFile || !baseUrl || !apiKey)
  throw new Error('HIGHSEAS_URL=… HIGHSEAS_API_KEY=… web-shop.ts orders.jsonl journal.jsonl [--once]');

const api = connect({ baseUrl, credentials: { apiKey }, patience: { attempts: 8 } });
const journal = new Journal(journalFile);

/** Makes leads of the orders that are none yet. */
async function sendOrders(): Promise<void> {
  const lines = readFileSync(ordersFile!, 'utf8').split('\n').filter(Boolean);
  for (const order of lines.map((line) => JSON.parse(line) as Order)) {
    if (!journal.orders.has(order.id)) journal.append({ orderId: order.id, leadId: await leadOf(order) });
  }
}

/**
 * If we are killed between the answer and the journal, the same key brings the same lead again (for 24 hours). The order's
 * number must therefore be all that the key depends on.
 */
async function leadOf({ id, buyer, phone, company, goods }: Order): Promise<string | null> {
  try {
    const body = { name: buyer, phone, company: company ?? null, remark: `网店订单 ${id}:${goods}` };
    const lead = await dataOf(api.POST('/api/v1/leads', { body, headers: { 'Idempotency-Key': `web-shop-order-${id}` } }));
    return lead.id;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'LEAD_DUPLICATE') return null;
    throw error;
  }
}

const read = (feed: Feed, cursor: string | undefined) => {
  const query = { limit: 100, fields: 'name,ownerName', ...(cursor === undefined ? {} : { cursor }) };
  return feed === 'leads'
    ? dataOf(api.GET('/api/v1/leads/changes', { params: { query } }))
    : dataOf(api.GET('/api/v1/customers/changes', { params: { query } }));
};

/** Reads on until nothing is left. What to do about a page is written with its cursor, in one line: both are known, or neither is. */
async function readChanges(feed: Feed): Promise<void> {
  for (let hasMore = true; hasMore;) {
    const before = journal.cursor(feed);
    try {
      const { items, page } = await read(feed, before);
      const changes = items.filter((item) => journal.isNews(item)).map((item) => reaction(feed, item));
      if (changes.length > 0 || page.nextCursor !== before) journal.append({ feed, cursor: page.nextCursor, changes });
      ({ hasMore } = page);
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'CHANGE_FEED_RESTARTED')) throw error;
      journal.append({ feed, cursor: null, changes: [] });
    }
  }
}

interface Item extends Pick<Change, 'recordId' | 'operation' | 'version'> {
  record: { name?: string; ownerName?: string | null } | null;
}

/** What the shop is told. */
function reaction(feed: Feed, { recordId, operation, version, record }: Item): Change {
  const orderId = journal.order(recordId);
  const action = record ? `${feed}: ${record.name} is with ${record.ownerName ?? 'nobody'} now` : `${feed}: forget ${recordId}`;
  return { recordId, operation, version, ...(orderId === undefined ? {} : { orderId }), action };
}

async function round(): Promise<void> {
  await sendOrders();
  for (const feed of ['leads', 'customers'] as const) await readChanges(feed);
}

await round();
if (once) journal.close();
else for await (const _ of setInterval(ROUND)) await round();
