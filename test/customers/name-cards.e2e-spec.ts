import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CardReader } from '../../src/modules/customers/name-card/card-reader.js';
import type { Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';

const world = useWorld();

interface Field {
  value: string;
  confidence: number;
}
interface Card {
  id: string;
  status: string;
  draft:
    | (Record<'name' | 'title' | 'company' | 'email' | 'website' | 'wechat' | 'address', Field | null> & {
        phones: (Field & { kind: string })[];
      })
    | null;
}

/** Uploads a picture as a name card and waits until it has been read. */
async function read(person: Person, content: Buffer): Promise<Card> {
  const { body } = await person.upload('/files', '名片.png', content);
  const made = await person.post('/name-cards', { fileId: (body as { id: string }).id });
  expect([made.status, (made.body as Card).status]).toEqual([201, 'queued']);
  const ask = async (): Promise<Card> => (await person.get(`/name-cards/${(made.body as Card).id}`)).body as Card;
  return eventually(ask, ({ status }) => status !== 'queued');
}
const photograph = (name: string): Promise<Buffer> => readFile(join(import.meta.dirname, 'cards', name));
const numbers = ({ draft }: Card): string[] => draft!.phones.map(({ kind, value }) => `${kind} ${value}`);

describe('a name card', () => {
  it('CUST-06: in Chinese becomes a draft of a contact, read on this machine', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const card = await read(acme.salespeople[0]!, await photograph('chinese.png'));
    expect(card).toMatchObject({
      status: 'ready',
      draft: {
        company: { value: '杭州远航智能科技有限公司', confidence: expect.any(Number) },
        email: { value: 'jing.li@yuanhang-tech.com' },
        website: { value: 'www.yuanhang-tech.com' },
        wechat: { value: 'lijing_sales' },
        address: { value: expect.stringMatching(/^杭州市西湖区文三路/) },
      },
    });
    expect(['李静', 'Jing Li']).toContain(card.draft!.name?.value);
    expect(numbers(card)).toEqual(['mobile +8613800138000', 'landline +8657188886666', 'fax +8657188886667']);
    expect(card.draft!.email!.confidence).toBeGreaterThan(50);
    const colleague = await acme.admin.get(`/name-cards/${card.id}`);
    expect([colleague.status, colleague.body.code]).toEqual([404, 'NAME_CARD_NOT_FOUND']);
  });

  it('CUST-06: in English becomes one too', async () => {
    const { admin } = await world.enterprise();
    const card = await read(admin, await photograph('english.png'));
    expect(card.draft).toMatchObject({
      name: { value: 'Anna Lindqvist' },
      title: { value: 'Head of Purchasing' },
      company: { value: expect.stringMatching(/^Northern Lights Shipping Co/) },
      email: { value: 'anna.lindqvist@nlshipping.se' },
    });
    expect(numbers(card)).toEqual(['mobile +46701234567', 'landline +46317741234', 'fax +46317741235']);
  });

  it('CUST-06: that cannot be read says so, and the next one is read', async () => {
    const { admin } = await world.enterprise();
    const broken = Buffer.concat([(await photograph('english.png')).subarray(0, 200), Buffer.alloc(300, 7)]);
    expect(await read(admin, broken)).toMatchObject({ status: 'failed', draft: null });
    expect((await read(admin, await photograph('english.png'))).status).toBe('ready');
  });

  it('CUST-06: is made of a picture that one may read', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const text = await acme.admin.upload('/files', 'a.txt', Buffer.from('李静'));
    const refused = await acme.admin.post('/name-cards', { fileId: text.body.id });
    expect([refused.status, refused.body.code]).toEqual([422, 'NAME_CARD_NOT_PICTURE']);
    const foreign = await acme.salespeople[0]!.post('/name-cards', { fileId: text.body.id });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'FILE_NOT_FOUND']);
  });

  it('CUST-06: is let go of at once when its worker stops, with all that reading it needed', async () => {
    const models = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('highseas-models-'));
    const before = await models();
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const card = join(import.meta.dirname, 'cards', 'chinese.png');
    const from = performance.now();
    await world.get(CardReader).read(card, new AbortController().signal);
    const whole = performance.now() - from;
    // by shares of a reading, because on a quick machine one ends before any fixed time
    for (const share of [0, 0.04, 0.1, 0.2, 0.3, 0.4, 0.5]) {
      const stop = AbortSignal.timeout(Math.round(whole * share));
      const started = Date.now();
      await expect(world.get(CardReader).read(card, stop)).rejects.toThrow();
      expect(Date.now() - started).toBeLessThan(20_000);
    }
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(await models()).toEqual(before);
    // a thread that has been told to end does so a moment later
    await eventually(() => !process.getActiveResourcesInfo().includes('MessagePort'));
  });
});
