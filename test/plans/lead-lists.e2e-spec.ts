import { AccessTokens } from '../../src/platform/auth/access-tokens.js';
import { generate, type Dataset } from '../load/dataset.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { buffersOf, statementsOf } from '../support/statements.js';
import { useWorld } from '../support/world.js';
import { signedInAs } from './signed-in-as.js';

/** 8 kB pages that a statement may read, of the 6 000 that the leads fill. */
const MOST_BUFFERS = 650;
/**
 * Two conditions of which no index knows both: a custom value looked up for each lead of a person, or a rare tag among the
 * leads of a tenth of the people.
 */
const MOST_BUFFERS_BY_TWO = 1700;
const LEADS = 100_000;

let database: TestDatabase;
let data: Dataset;
beforeAll(async () => {
  database = await freshDatabase();
  data = await generate(database.ownerUrl, { leads: LEADS, employees: 2001, small: 2 });
}, 240_000);

describe('lists of 100 000 leads', () => {
  const world = useWorld((config) => ({
    ...config,
    role: 'api',
    database: { ...config.database, ownerUrl: database.ownerUrl, appUrl: database.appUrl },
  }));

  const as = (employeeId: string) =>
    signedInAs({ url: world.url, tokens: world.get(AccessTokens), ownerUrl: database.ownerUrl, data }, employeeId);

  // whose ids are found by a relation has them in a statement of their own
  const QUERIES: [name: string, query: string, mostStatements: number, mostBuffers?: number][] = [
    ['newest first', '', 2],
    ['second page', 'cursor', 2],
    ['by update', 'sort=-updatedAt', 2],
    ['by reclaim time', 'sort=reclaimAt', 2],
    ['filtered by a common value', 'filter[degree]=high', 2],
    ['filtered by two values', 'filter[regionId][in]=浙江,上海&filter[sourceId]=展会', 2],
    ['filtered by a tag', 'filter[tags][hasAny]=重点', 2, MOST_BUFFERS_BY_TWO],
    ['filtered by a custom choice', 'filter[custom.size]=m', 2, MOST_BUFFERS_BY_TWO],
    ['filtered by a rare custom number', 'filter[custom.budget]=70.00', 2],
    ['searched by two rare characters', `q=${encodeURIComponent(String.fromCodePoint(19968 + 37, 19968 + 101))}`, 3],
    ['searched by a common word', `q=${encodeURIComponent('科技')}`, 3],
    // pools mask phones: which of them the asker runs is one more statement
    ['searched by the tail of a phone', 'q=6335', 3],
    ['counted exactly', 'count=exact', 3],
    ['counted by estimate', 'count=estimate', 3],
  ];

  const withIds = (asked: string): string =>
    Object.entries({ ...data.regions, ...data.sources }).reduce((text, [label, id]) => text.replace(label, id), asked);

  it.each(QUERIES)(
    'API-02 %s: few pages and statements for salesperson, manager and administrator',
    async (_name, queryText, mostStatements, mostBuffers = MOST_BUFFERS) => {
      const figures: string[] = [];
      for (const [who, employeeId] of [
        ['salesperson', data.salesperson],
        ['manager', data.manager],
        ['administrator', data.administrator],
      ] as const) {
        const client = await as(employeeId);
        await client.get('/leads?limit=1');
        let path = `/leads?${withIds(queryText)}`;
        if (queryText === 'cursor') path = `/leads?cursor=${(await client.get('/leads')).body.page.nextCursor as string}`;
        // the first request of an enterprise reads definitions and calendar, which are kept in memory from then on
        await client.get(path);
        const sent = await statementsOf(async () => expect((await client.get(path)).status).toBe(200));
        expect(sent.length).toBeLessThanOrEqual(mostStatements);
        for (const statement of sent) {
          for (const mode of statement.named ? (['custom', 'generic'] as const) : (['custom'] as const))
            figures.push(`${who} ${mode} ${await buffersOf(database.appUrl, data.tenantId, statement, mode)}`);
        }
      }
      if (process.env.SHOW_BUFFERS) console.log(_name, figures.join(' | '));
      expect(figures.filter((figure) => Number(figure.split(' ')[2]) > mostBuffers)).toEqual([]);
    },
  );
});
