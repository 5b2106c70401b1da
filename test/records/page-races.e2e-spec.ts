import { customerDescriptor } from '../../src/modules/customers/index.js';
import { withdrawRecords } from '../../src/modules/pools/index.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { RecordLists } from '../../src/platform/records/index.js';
import { csv, imported, madeBy } from '../imports/sheets.js';
import { acting } from '../support/acting.js';
import type { Enterprise } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';

/** A search, whose ids are found by a statement of their own. */
const ASKED = { q: '华夏', sort: 'createdAt', limit: 2 };
const PATH = `/customers?q=${encodeURIComponent(ASKED.q)}&sort=${ASKED.sort}&limit=${ASKED.limit}`;

describe('a page of a list while its records are removed', () => {
  const world = useWorld();
  let acme: Enterprise;
  let ids: string[];

  beforeEach(async () => {
    acme = await world.enterprise({ salespeople: 1 });
    const rows = Array.from({ length: 5 }, (_, n) => [`华夏${n}公司`, acme.salespeople[0]!.name]);
    const { id } = await imported(acme.admin, 'a.csv', await csv(['客户名称', '负责人'], rows), {}, 'customers');
    const made = await madeBy(acme.admin, id);
    ids = rows.map(([name]) => made[name!]!);
  });
  afterEach(() => jest.restoreAllMocks());

  /** Removes these records, and commits that, right after the ids of the next page have been read. */
  function removeBehindTheIds(gone: readonly string[]): { removed: () => number } {
    const once = Object.getOwnPropertyDescriptor(UnitOfWork.prototype, 'once')!.value as UnitOfWork['once'];
    let removed = 0;
    jest.spyOn(UnitOfWork.prototype, 'once').mockImplementation(async function read(this: UnitOfWork, statement) {
      const rows = await once.call(this, statement);
      if (removed === 0 && statement.text.includes('LIMIT 3'))
        removed = await acme.as((ctx) => withdrawRecords(ctx, 'customer', gone));
      return rows;
    });
    return { removed: () => removed };
  }

  const listed = (cursor?: string) =>
    acting(world, acme, acme.admin, (ctx) =>
      world.get(RecordLists).list(ctx, customerDescriptor, { ...ASKED, ...(cursor === undefined ? {} : { cursor }) }),
    );
  const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

  it.each([
    ['the one behind the page', () => [ids[2]!], () => [ids[0]!, ids[1]!], () => [ids[3]!, ids[4]!]],
    ['the last one of the page', () => [ids[1]!], () => [ids[0]!], () => [ids[2]!, ids[3]!]],
    ['all of the page', () => [ids[0]!, ids[1]!], () => [], () => [ids[2]!, ids[3]!]],
  ])('API-02 ends no page early and skips no record when %s goes between its ids and its rows', async (_, gone, page, next) => {
    const race = removeBehindTheIds(gone());
    const first = await listed();
    expect(race.removed()).toBe(gone().length);
    expect([idsOf(first.items), first.page.hasMore]).toEqual([page(), true]);
    const second = await listed(first.page.nextCursor!);
    expect(idsOf(second.items)).toEqual(next());
  });

  it('API-02 answers a request with the page as it was at one moment, whatever others remove meanwhile', async () => {
    const race = removeBehindTheIds([ids[1]!, ids[2]!]);
    const { body: first } = await acme.admin.get(PATH);
    expect(race.removed()).toBe(2);
    expect([idsOf(first.items), first.page.hasMore]).toEqual([[ids[0], ids[1]], true]);
    const { body: second } = await acme.admin.get(`${PATH}&cursor=${first.page.nextCursor as string}`);
    expect([idsOf(second.items), second.page.hasMore]).toEqual([[ids[3], ids[4]], false]);
  });
});
