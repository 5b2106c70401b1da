import { newId } from '../../src/platform/database/ids.js';
import { JobContexts } from '../../src/platform/jobs/job-contexts.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';
import { operations, pathOf, perform, type Operation } from './operations.js';

const world = useWorld();
let acme: Enterprise;
let powerless: Person;
beforeAll(async () => {
  acme = await world.enterprise();
  powerless = await acme.person('无权', []);
});

const titled = (wanted: (operation: Operation) => boolean): [string, Operation][] =>
  operations.filter(wanted).map((operation) => [operation.id, operation]);

describe('every operation that is not public', () => {
  it.each(titled(({ permission }) => permission !== 'public'))('PERM-01 %s wants a sign-in', async (_, operation) => {
    const path = pathOf(operation, newId());
    for (const headers of [{}, { Authorization: 'Bearer x' }, { Authorization: 'Basic eDp5' }]) {
      const answer = await perform(world.anonymous().with(headers as Record<string, string>), operation, path);
      expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });
});

/**
 * What everybody may do in principle, without any role: read the directory of their enterprise, and act on pools and
 * leads of pools that they are members or administrators of. Whoever adds to it opens something to everybody.
 */
const WITHOUT_ROLE = [
  'customField:read',
  'department:read',
  'dictionary:read',
  'employee:read',
  'enterprise:read',
  'pool:configure',
  'pool:read',
  'pool:reclaim',
  'pool:update',
  'role:read',
];

describe('every operation that needs a permission', () => {
  const needing = operations.filter(({ permission }) => permission.includes(':'));

  it.each(titled((operation) => needing.includes(operation) && !WITHOUT_ROLE.includes(operation.permission)))(
    'PERM-01 %s is refused to who has no role',
    async (_, operation) => {
      const answer = await perform(powerless, operation, pathOf(operation, newId()));
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
    },
  );

  it('PERM-01 is open to people without a role where the list above says so, and nowhere else', async () => {
    const permissions = [...new Set(needing.map(({ permission }) => permission))].sort();
    const open = await world
      .get(JobContexts)
      .unit({ tenantId: acme.id, employeeId: powerless.id, origin: 'api', requestId: 'sweep' }, ({ ability }) =>
        Promise.resolve(
          permissions.filter((permission) => ability.can(...(permission.split(':').reverse() as [string, string]))),
        ),
      );
    expect(open).toEqual(WITHOUT_ROLE);
  });
});
