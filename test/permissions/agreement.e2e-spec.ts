import fc from 'fast-check';
import sql from 'sql-template-tag';
import { leadDescriptor } from '../../src/modules/leads/leads.descriptor.js';
import { leadNotFound } from '../../src/modules/leads/leads.errors.js';
import { leadPolicy } from '../../src/modules/leads/leads.policy.js';
import { Ability, policies, type ListScope } from '../../src/platform/authz/index.js';
import { ROLE_SOURCE, type RoleSource } from '../../src/platform/authz/ability-cache.js';
import { Explanations } from '../../src/platform/authz/explain/explanations.service.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { Problem } from '../../src/platform/errors/index.js';
import { JobContexts } from '../../src/platform/jobs/index.js';
import { RecordLists, RecordReader } from '../../src/platform/records/index.js';
import { useWorld } from '../support/world.js';
import { build, randomEnterprise, type LeadRow } from './random-enterprise.js';

const SCOPES = ['own', 'subordinates', 'all'] as const satisfies readonly ListScope[];

interface Memory {
  may(action: string, row: LeadRow): boolean;
  sees(ownerId: string | null): boolean;
}

/** All that an employee may do, decided in memory by CASL with the members of each relation, as a front end would. */
async function inMemory(ctx: Ctx, roles: RoleSource): Promise<Memory> {
  const me = ctx.actor.employeeId;
  const members = new Map<string, Set<string>>();
  for (const relation of policies.relations()) {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT DISTINCT m.id FROM (${relation.members(me)}) m`);
    members.set(relation.name, new Set(rows.map((row) => row.id)));
  }
  const ability = new Ability(me, policies, ctx.ability.rules, await roles.rolesOf(ctx.db, me), members);
  return {
    may: (action, row) => ability.casl.can(action, { __object: 'lead', ...row } as never),
    sees: (ownerId) => ownerId !== null && members.get('visibleTo')!.has(ownerId),
  };
}

const someAction = (leads: LeadRow[]): string => leadPolicy.actions[leads.length % leadPolicy.actions.length]!;

/** What a single read answers: 200, 403 or 404. */
async function single(reader: RecordReader, ctx: Ctx, action: string, id: string): Promise<number> {
  try {
    if (action === 'read') await reader.get(ctx, leadDescriptor, id, leadNotFound);
    else await reader.permit(ctx, leadDescriptor, action, id, leadNotFound, { lock: false });
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}

describe('permissions', () => {
  const world = useWorld();

  /** One employee's view of all leads, for every action and scope, three ways. */
  async function agree(ctx: Ctx, leads: LeadRow[]): Promise<Memory> {
    const lists = world.get(RecordLists);
    const reader = world.get(RecordReader);
    const memory = await inMemory(ctx, world.app.get<RoleSource>(ROLE_SOURCE, { strict: false }));
    const expected = (action: string, scope: string) =>
      leads
        .filter(
          (row) =>
            memory.may(action, row) &&
            (scope === 'all' || (scope === 'own' ? row.ownerId === ctx.actor.employeeId : memory.sees(row.ownerId))),
        )
        .map((row) => row.id)
        .sort();
    for (const action of leadPolicy.actions) {
      const where = async (scope: ListScope) => (await lists.matching(ctx, leadDescriptor, { scope }, { action })).where;
      const [own, subordinates, all] = [await where('own'), await where('subordinates'), await where('all')];
      const rows = await ctx.db.once<{ id: string } & Record<ListScope, boolean>>(
        sql`SELECT r.id, (${own}) IS TRUE AS own, (${subordinates}) IS TRUE AS subordinates, (${all}) IS TRUE AS "all" FROM leads r ORDER BY r.id`,
      );
      for (const scope of SCOPES)
        expect([action, scope, rows.filter((row) => row[scope]).map((row) => row.id)]).toEqual([
          action,
          scope,
          expected(action, scope),
        ]);
    }
    for (const scope of SCOPES) {
      const page = await lists.list(ctx, leadDescriptor, { limit: 100, count: 'exact', scope });
      expect([scope, page.items.map((row) => row.id).sort(), page.page.total]).toEqual([
        scope,
        expected('read', scope),
        expected('read', scope).length,
      ]);
    }
    const action = someAction(leads);
    for (const row of leads.slice(0, 6)) {
      const read = memory.may('read', row);
      expect(await single(reader, ctx, 'read', row.id)).toBe(read ? 200 : 404);
      expect([action, await single(reader, ctx, action, row.id)]).toEqual([
        action,
        !read ? 404 : memory.may(action, row) ? 200 : 403,
      ]);
    }
    return memory;
  }

  /** What an administrator is told agrees too, and every relation that holds is shown from the record's value to the employee. */
  async function explained(ctx: Ctx, employeeId: string, leads: LeadRow[], memory: Memory): Promise<void> {
    const explanations = world.get(Explanations);
    for (const row of leads.slice(0, 3)) {
      const action = someAction(leads);
      const { allowed, decidedBy, rules } = await explanations.explain(ctx, {
        employeeId,
        action,
        object: 'lead',
        recordId: row.id,
      });
      expect([action, allowed, decidedBy !== null]).toEqual([action, memory.may(action, row), memory.may(action, row)]);
      for (const { relation, holds, path, value } of rules.flatMap((rule) => rule.conditions)) {
        const ends = path.length === 0 ? [] : [path[0]!.id, path.at(-1)!.id];
        expect([relation, ends]).toEqual([relation, holds && relation !== 'is' ? [value, employeeId] : []]);
      }
    }
  }

  it('PERM-06 PERM-08 let lists, counts, CASL in memory and single reads and explanations agree, whatever roles, organisation, pools and leads there are', async () => {
    const contexts = world.get(JobContexts);
    const property = fc.asyncProperty(randomEnterprise, async (shape) => {
      const { id: tenantId, as } = await world.enterprise();
      const { people, leads } = await as((ctx) => build(ctx, shape));
      for (const employeeId of people) {
        const memory = await contexts.unit({ tenantId, employeeId, origin: 'api', requestId: 'test' }, (ctx) =>
          agree(ctx, leads),
        );
        await as((ctx) => explained(ctx, employeeId, leads, memory));
      }
    });
    await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 25_000, endOnFailure: true });
  }, 60_000);
});
