import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise } from '../support/enterprise.js';
import { ROWS } from '../support/rows.js';
import { useWorld } from '../support/world.js';
import { operations, pathOf, perform, type Operation } from './operations.js';

const world = useWorld();
let [acme, other] = [] as unknown as [Enterprise, Enterprise];
const rows = new Map<string, string>();
beforeAll(async () => {
  acme = await world.enterprise();
  other = await world.enterprise();
});

/** Public addresses are entered by a secret, not by an id of somebody's enterprise. */
const withId = operations.filter(
  ({ parameters, permission }) => permission !== 'public' && parameters.some((name) => /^id$|Id$/.test(name)),
);

/** `/leads/{id}/timeline` reads a row of `/leads/{id}`. */
const addressOf = ({ path }: Operation): string => path.slice(0, path.indexOf('}') + 1);

/** A row of our enterprise: by its own factory, or by the collection's POST with the documented example. */
async function rowFor(operation: Operation): Promise<string> {
  const address = addressOf(operation);
  const known = rows.get(address);
  if (known) return known;
  const id = await (ROWS[address]?.(acme, world) ?? made(address));
  rows.set(address, id);
  return id;
}

async function made(address: string): Promise<string> {
  const collection = address.replace(/\/\{\w+\}$/, '');
  const create = operations.find(({ method, path }) => method === 'post' && path === collection);
  if (!create) throw new Error(`Nothing makes a row for ${address}: add a factory to test/support/rows.ts`);
  const answer = await perform(acme.admin, create, collection);
  if (![201, 202].includes(answer.status))
    throw new Error(`The documented example of ${create.id} is refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { id: string }).id;
}

describe('a record', () => {
  it.each(withId.map((operation) => [operation.id, operation] as const))(
    'PERM-09 is not there for the administrator of another enterprise: %s',
    async (_, operation) => {
      const answer = await perform(other.admin, operation, pathOf(operation, await rowFor(operation)));
      expect([answer.status, answer.body.code]).toEqual([404, expect.stringMatching(/NOT_FOUND$/)]);
    },
  );

  it.each(withId.map((operation) => [operation.id, operation] as const))(
    'API-01 is not there where nothing is: %s',
    async (_, operation) => {
      for (const id of [newId(), 'x', '%00', "' OR 1=1 --"]) {
        const answer = await perform(acme.admin, operation, pathOf(operation, id));
        expect([id, answer.status, answer.body.code]).toEqual([id, 404, expect.stringMatching(/NOT_FOUND$/)]);
      }
    },
  );

  it.each(
    withId
      .filter(({ method, path }) => method === 'get' && path.endsWith('}'))
      .map((operation) => [operation.id, operation] as const),
  )('is there for its own enterprise: %s', async (_, operation) => {
    expect((await perform(acme.admin, operation, pathOf(operation, await rowFor(operation)))).status).toBe(200);
  });
});
