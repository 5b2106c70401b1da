import { withApplication } from './application.js';
import type { Bench } from './bench.js';
import type { Figure } from './report.js';
import type { Tokens } from './sign-in.js';
import { inEnterprise } from './tenant.js';
import { buffersOf, statementsOf } from '../support/statements.js';

/** Times what a look-up by primary key reads. */
const MOST = 5;

/** What the check of a new name and of a taken one reads, beside a look-up by primary key. */
export async function duplicateChecks(bench: Bench, tokens: Tokens): Promise<Figure[]> {
  const { tenantId } = bench.data;
  const id = bench.data.customerOf(1003);
  const { rows } = await inEnterprise(bench, (client) =>
    client.query<{ name: string }>('SELECT name FROM customers WHERE id = $1', [id]),
  );
  const taken = rows[0]!.name;
  const read = await withApplication(bench, tokens, async (app) => {
    const pages = async (name: string): Promise<number> => {
      const request = { method: 'POST', path: '/customers/duplicate-checks', body: { name }, as: 'salesperson' } as const;
      await app.send(request);
      const sent = (await statementsOf(() => app.send(request))).filter(({ text }) => text.includes('name_key = ANY'));
      if (sent.length !== 1) throw new Error(`The check of ${name} asked ${sent.length} times`);
      return buffersOf(bench.appUrl, tenantId, sent[0]!, 'generic');
    };
    return { ofNew: await pages(`${taken}新部`), ofTaken: await pages(taken) };
  });
  const lookUp = { named: true, text: 'SELECT r.* FROM customers r WHERE r.id = $1', values: [id] };
  const least = await buffersOf(bench.appUrl, tenantId, lookUp, 'generic');
  const figure = (name: string, en: string, zh: string, measured: number): Figure => ({
    name,
    title: { en, 'zh-CN': zh },
    measured: `${measured} pages`,
    against: `${least} pages by a look-up of the key`,
    ratio: measured / least,
    promised: `≤ ${MOST.toFixed(2)}`,
    holds: measured / least <= MOST,
  });
  return [
    figure('check-new', 'Duplicate check of a new name', '查重:新名称', read.ofNew),
    figure('check-taken', 'Duplicate check of a taken name, with whose it is', '查重:已有名称,并说明归属', read.ofTaken),
  ];
}
