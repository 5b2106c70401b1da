import { Dictionaries } from '../../src/modules/settings/index.js';
import { useWorld } from '../support/world.js';
import { itemsOf, labels, useThings, type Item } from './dictionary-support.js';

describe('dictionaries', () => {
  const world = useWorld();
  useThings(world);

  it('DICT-01: every enterprise begins with the dictionaries of a sales team', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople;
    const { body } = await seller!.get('/dictionaries');
    expect(body.items).toHaveLength(15);
    const counts = new Map(body.items.map((each: { key: string; activeCount: number }) => [each.key, each.activeCount]));
    expect(counts.get('region')).toBe(0);
    for (const [key, count] of counts) if (key !== 'region') expect(count).toBeGreaterThan(2);
    expect(labels(await itemsOf(seller!, 'followUpProgress'))).toEqual(expect.arrayContaining(['待联系', '签约']));
    expect((await itemsOf(seller!, 'customerLevel')).map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(labels(await itemsOf(seller!, 'customerStatus'))).toEqual(expect.arrayContaining(['收集', '挂起']));
  });

  it('DICT-01: a tree is listed parents first, by level, below an item, by part of a label, page after page', async () => {
    const { admin } = await world.enterprise();
    const all = await itemsOf(admin, 'industry');
    const finance = all.find(({ label }) => label === '金融')!;
    expect(all[all.indexOf(finance) + 1]).toMatchObject({ parentId: finance.id, depth: 1, path: ['金融', '银行'] });
    expect(labels(await itemsOf(admin, 'industry', '?parentId=none'))).toEqual(labels(all.filter(({ depth }) => depth === 0)));
    expect(labels(await itemsOf(admin, 'industry', `?parentId=${finance.id}`))).toEqual(['银行', '保险', '证券与基金']);
    expect(labels(await itemsOf(admin, 'industry', `?under=${finance.id}`))).toEqual(['金融', '银行', '保险', '证券与基金']);
    expect(labels(await itemsOf(admin, 'industry', `?q=${encodeURIComponent('证券')}`))).toEqual(['证券与基金']);
    const paged: Item[] = [];
    for (let cursor = ''; ;) {
      const { body } = await admin.get(`/dictionaries/industry/items?limit=10${cursor}`);
      paged.push(...body.items);
      if (!body.page.hasMore) break;
      cursor = `&cursor=${body.page.nextCursor}`;
    }
    expect(paged).toEqual(all);
    expect((await admin.get(`/dictionary-items/${finance.id}`)).body).toEqual(finance);
  });

  it('DICT-01: unknown dictionaries, items and cursors are refused', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const [level] = await itemsOf(other.admin, 'customerLevel');
    expect((await acme.admin.get('/dictionaries/colour/items')).body).toMatchObject({ code: 'DICTIONARY_NOT_FOUND' });
    for (const id of [level!.id, 'nonsense'])
      expect((await acme.admin.get(`/dictionary-items/${id}`)).body).toMatchObject({
        status: 404,
        code: 'DICTIONARY_ITEM_NOT_FOUND',
      });
    expect((await acme.admin.get('/dictionaries/customerLevel/items?cursor=x')).status).toBe(400);
  });

  it('DICT-01: an item of a body must be of its field’s dictionary and this enterprise, and one may be chosen unless disabled', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const [level] = await itemsOf(acme.admin, 'customerLevel');
    const [unit] = await itemsOf(acme.admin, 'unit');
    const [foreign] = await itemsOf(other.admin, 'unit');
    const check = (body: object, before?: object) =>
      acme.as(async (ctx) => world.get(Dictionaries).check(ctx, 'thing', body, before));
    await check({ unitId: unit!.id, regionId: null });
    await expect(check({ unitId: foreign!.id, regionId: level!.id })).rejects.toMatchObject({
      code: 'REFERENCE_INVALID',
      issues: [
        { pointer: '/regionId', code: 'DICTIONARY_ITEM_UNKNOWN' },
        { pointer: '/unitId', code: 'DICTIONARY_ITEM_UNKNOWN' },
      ],
    });
    await acme.admin.patch(`/dictionary-items/${unit!.id}`, { status: 'disabled' });
    await expect(check({ unitId: unit!.id })).rejects.toMatchObject({
      issues: [{ pointer: '/unitId', code: 'DICTIONARY_ITEM_DISABLED' }],
    });
    await check({ unitId: unit!.id }, { unitId: unit!.id });
  });
});
