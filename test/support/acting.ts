import type { Ctx } from '../../src/platform/context/ctx.js';
import { JobContexts } from '../../src/platform/jobs/index.js';
import type { Enterprise, Person } from './enterprise.js';
import type { World } from './world.js';

/** Runs in a transaction with a person's permissions, for services that no route of the tested module calls. */
export const acting = <T>(world: World, acme: Enterprise, person: Person, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.get(JobContexts).unit({ tenantId: acme.id, employeeId: person.id, origin: 'api', requestId: 'test' }, work);
