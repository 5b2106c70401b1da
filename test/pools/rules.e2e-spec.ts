import { newId } from '../../src/platform/database/ids.js';
import { DEFAULT_RULES, type PoolRules } from '../../src/modules/pools/rule/rules.js';
import { Clock } from '../../src/platform/context/clock.js';
import type { Enterprise } from '../support/enterprise.js';
import { makePool } from '../support/pools.js';
import { sql, useWorld } from '../support/world.js';

interface Version {
  id: string;
  number: number | null;
  state: string;
  version: number;
}

const DAY_MS = 86_400_000;
const line = { key: 'idle', name: '15 天未跟进', since: 'lastFollowUp', days: 15, dayKind: 'calendar' };

function rulesWith({ claim = {}, reclaim = {}, protection = {} }: { [K in keyof PoolRules]?: object }): PoolRules {
  return {
    claim: { ...DEFAULT_RULES.claim, ...claim },
    reclaim: { ...DEFAULT_RULES.reclaim, ...reclaim },
    protection: { ...DEFAULT_RULES.protection, ...protection },
  };
}

async function newPool(acme: Enterprise): Promise<string> {
  return ((await acme.admin.post('/pools', { object: 'lead', name: `池${newId().slice(-6)}` })).body as { id: string }).id;
}

describe('rules of a pool', () => {
  const world = useWorld();
  const inDays = (days: number): string => new Date(world.get(Clock).now().getTime() + days * DAY_MS).toISOString();
  afterEach(() => world.get(Clock).shift(0));

  const versions = async (acme: Enterprise, poolId: string): Promise<Version[]> =>
    ((await acme.admin.get(`/pools/${poolId}/rules`)).body as { items: Version[] }).items;
  const stateOf = async (acme: Enterprise, poolId: string): Promise<string[]> =>
    (await versions(acme, poolId)).map(({ number, state }) => `${number} ${state}`);
  const publish = (acme: Enterprise, poolId: string, effectiveFrom?: string) =>
    acme.admin.post(`/pools/${poolId}/rules/publications`, effectiveFrom ? { effectiveFrom } : {});
  async function drafted(acme: Enterprise, poolId: string, parts: Parameters<typeof rulesWith>[0] = {}) {
    const answer = await acme.admin.put(`/pools/${poolId}/rules/draft`, rulesWith(parts));
    expect(answer.status).toBe(200);
    return answer;
  }

  it('POOL-15 are drafted, published with a number and kept for ever', async () => {
    const acme = await world.enterprise();
    const poolId = await newPool(acme);
    const draft = await drafted(acme, poolId, { claim: { dailyLimit: 5 }, reclaim: { enabled: true, lines: [line] } });
    expect(draft.body).toMatchObject({ number: null, state: 'draft', effectiveFrom: null, claim: { dailyLimit: 5 } });
    const first = await publish(acme, poolId);
    expect(first.body).toMatchObject({ number: 1, state: 'inForce', publishedBy: acme.admin.id, claim: { dailyLimit: 5 } });
    await drafted(acme, poolId, { claim: { dailyLimit: 9 } });
    expect(await stateOf(acme, poolId)).toEqual(['null draft', '1 inForce']);
    await publish(acme, poolId);
    expect(await stateOf(acme, poolId)).toEqual(['2 inForce', '1 superseded']);
    expect((await versions(acme, poolId))[1]).toMatchObject({ id: first.body.id, claim: { dailyLimit: 5 } });
    expect((await publish(acme, poolId)).body.code).toBe('NO_DRAFT_RULES');
    const announced = await acme.as((ctx) =>
      ctx.db.query(
        sql`SELECT payload ->> 'number' AS number FROM events WHERE type = 'pool.rulesPublished' AND payload ->> 'poolId' = ${poolId} ORDER BY id`,
      ),
    );
    expect(announced).toEqual([{ number: '1' }, { number: '2' }]);
  });

  it('POOL-15 take effect at their time, and can be withdrawn before it', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const pool = await makePool(acme, acme.salespeople, { claim: { dailyLimit: 1 } });
    await drafted(acme, pool.id, { claim: { dailyLimit: 2 } });
    const later = await publish(acme, pool.id, inDays(7));
    await drafted(acme, pool.id, { claim: { dailyLimit: 3 } });
    await publish(acme, pool.id, inDays(3));
    expect(await stateOf(acme, pool.id)).toEqual(['3 upcoming', '2 upcoming', '1 inForce']);
    const withdrawn = await acme.admin.delete(`/pools/${pool.id}/rules/publications/${later.body.id}`);
    expect(withdrawn.body).toMatchObject({ number: 2, state: 'withdrawn' });
    const leads = await pool.leads(4);
    const claim = async (): Promise<boolean[]> =>
      (
        (await acme.salespeople[0]!.post(`/pools/${pool.id}/claims`, { ids: leads })).body as { items: { ok: boolean }[] }
      ).items.map((item) => item.ok);
    expect(await claim()).toEqual([true, false, false, false]);
    await acme.as((ctx) =>
      ctx.db.run(sql`UPDATE sessions SET expires_at = now() + interval '30 days' WHERE tenant_id = ${ctx.tenantId}`),
    );
    world.get(Clock).shift(4 * DAY_MS);
    const fresh = await acme.person('新人', ['salesperson']);
    await acme.as((ctx) =>
      ctx.db.run(
        sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part) VALUES (${ctx.tenantId}, ${pool.id}, ${fresh.id}, 'employee', 'member')`,
      ),
    );
    const answer = await fresh.post(`/pools/${pool.id}/claims`, { ids: leads });
    expect(answer.body.items.map((item: { ok: boolean }) => item.ok)).toEqual([false, true, true, true]);
    const lines = await acme.as((ctx) =>
      ctx.db.query(
        sql`SELECT DISTINCT pr.number FROM ownership_ledger l JOIN pool_rules pr ON pr.id = l.rule_id WHERE l.to_owner_id = ${fresh.id}`,
      ),
    );
    expect(lines).toEqual([{ number: 3 }]);
  });

  it('POOL-15 never take effect in the past and are not withdrawn once they have', async () => {
    const acme = await world.enterprise();
    const poolId = await newPool(acme);
    await drafted(acme, poolId);
    expect((await publish(acme, poolId, inDays(-1))).body).toMatchObject({
      code: 'EFFECTIVE_IN_THE_PAST',
      errors: [{ pointer: '/effectiveFrom' }],
    });
    expect((await publish(acme, poolId, '2030-01-01T00:00:00')).status).toBe(400);
    const { body } = await publish(acme, poolId);
    expect((await acme.admin.delete(`/pools/${poolId}/rules/publications/${body.id}`)).body.code).toBe('POOL_RULE_IN_FORCE');
    expect((await acme.admin.delete(`/pools/${poolId}/rules/publications/${newId()}`)).body.code).toBe('POOL_RULE_NOT_FOUND');
  });

  it('POOL-15 are published by exactly one of two at once, and numbers have no gaps', async () => {
    const acme = await world.enterprise();
    const poolId = await newPool(acme);
    await drafted(acme, poolId);
    const answers = await Promise.all([publish(acme, poolId), publish(acme, poolId)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    // whoever drafts and publishes at once: each publication that answers 201 has a number of its own
    const rounds = Array.from({ length: 8 }, async () => {
      await acme.admin.put(`/pools/${poolId}/rules/draft`, rulesWith({}));
      return publish(acme, poolId);
    });
    const published = (await Promise.all(rounds))
      .filter((answer) => answer.status === 201)
      .map((answer) => (answer.body as Version).number!);
    const numbers = (await versions(acme, poolId)).flatMap(({ number }) => (number === null ? [] : [number]));
    expect(numbers).toEqual(Array.from({ length: published.length + 1 }, (_, n) => published.length + 1 - n));
    expect(new Set(published).size).toBe(published.length);
  });

  it('POOL-15 name every fault of a draft with a pointer', async () => {
    const acme = await world.enterprise();
    const poolId = await newPool(acme);
    const shape = await acme.admin.put(`/pools/${poolId}/rules/draft`, {
      ...rulesWith({
        claim: { dailyLimit: -1, extra: 1 },
        reclaim: { lines: [{ ...line, days: 3651, key: 'a b' }], remindDaysBefore: [0, 31] },
        protection: { maxDays: 'x' },
      }),
      more: true,
    });
    const pointers = (answer: { body: { errors: { pointer: string; code: string }[] } }): string[] =>
      answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
    expect(shape.status).toBe(400);
    expect(pointers(shape)).toEqual(
      expect.arrayContaining([
        '/claim/dailyLimit TOO_SMALL',
        '/claim/extra UNKNOWN_PROPERTY',
        '/more UNKNOWN_PROPERTY',
        '/reclaim/lines/0/days TOO_LARGE',
        '/reclaim/lines/0/key WRONG_FORMAT',
        '/protection/maxDays NOT_AN_INTEGER',
      ]),
    );
    const meaning = await acme.admin.put(
      `/pools/${poolId}/rules/draft`,
      rulesWith({
        claim: { condition: { field: 'nothing', op: 'eq', value: 1 } },
        reclaim: {
          enabled: true,
          lines: [
            line,
            { ...line, key: 'IDLE'.toLowerCase() },
            {
              ...line,
              key: 'other',
              since: 'birthday',
              condition: {
                all: [
                  { field: 'degree', op: 'eq', value: 'none' },
                  { field: 'degree', op: 'eq', value: 'huge' },
                ],
              },
            },
          ],
          exempt: { field: 'phone', op: 'gt', value: '1' },
        },
        protection: { defaultDays: 91 },
      }),
    );
    expect(meaning.status).toBe(400);
    expect(pointers(meaning)).toEqual([
      '/claim/condition/field CONDITION_UNKNOWN_FIELD',
      '/protection/defaultDays TOO_LARGE',
      '/reclaim/exempt/op CONDITION_OPERATOR_NOT_ALLOWED',
      '/reclaim/lines/1/key NOT_UNIQUE',
      '/reclaim/lines/2/condition/all/1/value CONDITION_VALUE_NOT_A_CHOICE',
      '/reclaim/lines/2/since NOT_ALLOWED',
    ]);
    expect(pointers(await acme.admin.put(`/pools/${poolId}/rules/draft`, rulesWith({ reclaim: { enabled: true } })))).toEqual([
      '/reclaim/lines TOO_FEW',
    ]);
    expect(await versions(acme, poolId)).toEqual([]);
  });

  it('POOL-15 send records only to a pool that can take them, also at the time of publishing', async () => {
    const [acme, other] = [await world.enterprise(), await world.enterprise()];
    const [poolId, target, foreign] = [await newPool(acme), await newPool(acme), await newPool(other)];
    const to = (id: string) => rulesWith({ reclaim: { target: { kind: 'pool', poolId: id } } });
    const put = (id: string) => acme.admin.put(`/pools/${poolId}/rules/draft`, to(id));
    for (const id of [foreign, newId()])
      expect((await put(id)).body).toMatchObject({
        code: 'TARGET_POOL_INVALID',
        errors: [{ pointer: '/reclaim/target/poolId' }],
      });
    expect(
      (await acme.admin.put(`/pools/${poolId}/rules/draft`, rulesWith({ reclaim: { target: { kind: 'pool' } } }))).body.errors,
    ).toEqual([expect.objectContaining({ pointer: '/reclaim/target/poolId' })]);
    expect((await put(target)).status).toBe(200);
    await acme.admin.patch(`/pools/${target}`, { status: 'disabled' });
    expect((await publish(acme, poolId)).body).toMatchObject({
      code: 'DRAFT_OUTDATED',
      errors: [{ pointer: '/reclaim/target/poolId' }],
    });
  });

  it('POOL-15 are written by the pool’s administrators, read by its members and unknown to everybody else', async () => {
    const [acme, other] = [await world.enterprise({ salespeople: 3 }), await world.enterprise()];
    const [runner, member, stranger] = acme.salespeople;
    const pool = await makePool(acme, [member!], {}, [runner!]);
    const put = (person: { put: typeof acme.admin.put }) => person.put(`/pools/${pool.id}/rules/draft`, rulesWith({}));
    expect((await put(runner!)).status).toBe(200);
    expect((await put(member!)).status).toBe(403);
    expect((await put(stranger!)).status).toBe(404);
    expect((await put(other.admin)).status).toBe(404);
    expect((await member!.post(`/pools/${pool.id}/rules/publications`, {})).status).toBe(403);
    expect((await member!.delete(`/pools/${pool.id}/rules/draft`)).status).toBe(403);
    const seen = async (person: { get: typeof acme.admin.get }): Promise<unknown[]> =>
      ((await person.get(`/pools/${pool.id}/rules`)).body as { items: Version[] }).items.map(({ state }) => state);
    expect(await seen(member!)).toEqual(['inForce']);
    expect(await seen(runner!)).toEqual(['draft', 'inForce']);
    expect((await stranger!.get(`/pools/${pool.id}/rules`)).body.code).toBe('POOL_NOT_FOUND');
  });

  it('POOL-15 keep a draft under its version and throw it away on demand', async () => {
    const acme = await world.enterprise();
    const poolId = await newPool(acme);
    const draft = await drafted(acme, poolId);
    expect(draft.headers.etag).toBe('"1"');
    const put = (version: string) =>
      acme.admin.with({ 'If-Match': version }).put(`/pools/${poolId}/rules/draft`, rulesWith({ claim: { totalLimit: 0 } }));
    expect((await put('"1"')).body).toMatchObject({ version: 2, claim: { totalLimit: 0 } });
    expect((await put('"1"')).body).toMatchObject({ code: 'VERSION_MISMATCH', currentVersion: 2 });
    expect((await acme.admin.delete(`/pools/${poolId}/rules/draft`)).status).toBe(204);
    expect((await acme.admin.delete(`/pools/${poolId}/rules/draft`)).body.code).toBe('POOL_RULE_NOT_FOUND');
    const log = await acme.admin.get('/audit-log', { 'filter[objectId]': poolId });
    expect(log.body.items.map((entry: { action: string }) => entry.action)).toEqual([
      'pool.rulesDraftDeleted',
      'pool.rulesDrafted',
      'pool.rulesDrafted',
      'pool.created',
    ]);
  });
});
