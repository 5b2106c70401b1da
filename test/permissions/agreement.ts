import sql, { raw } from 'sql-template-tag';
import { Ability, policies, type ListScope } from '../../src/platform/authz/index.js';
import { ROLE_SOURCE, type RoleSource } from '../../src/platform/authz/ability-cache.js';
import { Explanations } from '../../src/platform/authz/explain/explanations.service.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { Problem, type ProblemKind } from '../../src/platform/errors/index.js';
import { RecordLists, RecordReader, type ObjectDescriptor } from '../../src/platform/records/index.js';
import type { World } from '../support/world.js';
import type { RandomRow } from './random-enterprise.js';

const SCOPES = ['own', 'subordinates', 'all'] as const satisfies readonly ListScope[];

/** A kind of record and those of it that there are. */
export interface Kind {
  descriptor: ObjectDescriptor;
  notFound: ProblemKind;
  /** The record's id, and what rules look at. */
  records: { id: string; row: RandomRow }[];
}

interface Memory {
  may(action: string, row: RandomRow): boolean;
  sees(ownerId: string | null): boolean;
  /** Whether its data are kept from the employee (PERM-04). */
  keptFrom(row: RandomRow): boolean;
}

/** All that an employee may do, decided in memory by CASL with the members of each relation, as a front end would. */
async function inMemory(ctx: Ctx, roles: RoleSource, object: string): Promise<Memory> {
  const me = ctx.actor.employeeId;
  const members = new Map<string, Set<string>>();
  for (const relation of policies.relations()) {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT DISTINCT m.id FROM (${relation.members(me)}) m`);
    members.set(relation.name, new Set(rows.map((row) => row.id)));
  }
  const below = await ctx.db.query<{ id: string }>(
    sql`SELECT employee_id AS id FROM direct_crm_superiors WHERE superior_id = ${me}::uuid`,
  );
  const confiding = new Set<string | null>([me, ...below.map(({ id }) => id)]);
  const ability = new Ability(me, policies, ctx.ability.rules, await roles.rolesOf(ctx.db, me), members);
  return {
    may: (action, row) => ability.casl.can(action, { __object: object, ...row } as never),
    sees: (ownerId) => ownerId !== null && members.get('visibleTo')!.has(ownerId),
    keptFrom: ({ isPrivate, ownerId, collaborators }) =>
      isPrivate && !confiding.has(ownerId) && !collaborators.some(({ id }) => id === me),
  };
}

/** What a single read answers: 200, 403 or 404. */
async function single(reader: RecordReader, ctx: Ctx, { descriptor, notFound }: Kind, action: string, id: string) {
  try {
    if (action === 'read') await reader.get(ctx, descriptor, id, notFound);
    else await reader.permit(ctx, descriptor, action, id, notFound, { lock: false });
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}

const someAction = ({ descriptor: { policy }, records }: Kind): string => policy.actions[records.length % policy.actions.length]!;

/** One employee's view of all records of a kind, for every action and scope: as lists, counts and single reads answer it, and in memory. */
export async function agree(world: World, ctx: Ctx, kind: Kind): Promise<void> {
  const { descriptor, records } = kind;
  const { policy } = descriptor;
  const lists = world.get(RecordLists);
  const reader = world.get(RecordReader);
  const memory = await inMemory(ctx, world.app.get<RoleSource>(ROLE_SOURCE, { strict: false }), descriptor.object);
  const may = (action: string, row: RandomRow): boolean =>
    memory.may(action, row) && !(policy.keeps && !(action === 'read' && policy.keeps.known) && memory.keptFrom(row));
  const expected = (action: string, scope: ListScope): string[] =>
    records
      .filter(
        ({ row }) =>
          may(action, row) &&
          (scope === 'all' || (scope === 'own' ? row.ownerId === ctx.actor.employeeId : memory.sees(row.ownerId))),
      )
      .map(({ id }) => id)
      .sort();
  await sqlAgrees(world, ctx, kind, expected);
  for (const scope of SCOPES) {
    const page = await lists.list(ctx, descriptor, { limit: 100, count: 'exact', scope });
    expect([scope, page.items.map((row) => row.id).sort(), page.page.total]).toEqual([
      scope,
      expected('read', scope),
      expected('read', scope).length,
    ]);
  }
  const action = someAction(kind);
  for (const { id, row } of records.slice(0, 6)) {
    const read = may('read', row);
    expect(await single(reader, ctx, kind, 'read', id)).toBe(read ? 200 : 404);
    expect([action, await single(reader, ctx, kind, action, id)]).toEqual([action, !read ? 404 : may(action, row) ? 200 : 403]);
  }
}

/** Every action and scope as SQL, of all records at once. */
async function sqlAgrees(
  world: World,
  ctx: Ctx,
  { descriptor }: Kind,
  expected: (action: string, scope: ListScope) => string[],
): Promise<void> {
  for (const action of descriptor.policy.actions) {
    const where = async (scope: ListScope) =>
      (await world.get(RecordLists).matching(ctx, descriptor, { scope }, { action })).where;
    const [own, subordinates, all] = [await where('own'), await where('subordinates'), await where('all')];
    const rows = await ctx.db.once<{ id: string } & Record<ListScope, boolean>>(
      sql`SELECT r.id, (${own}) IS TRUE AS own, (${subordinates}) IS TRUE AS subordinates, (${all}) IS TRUE AS "all" FROM ${raw(descriptor.table)} r ORDER BY r.id`,
    );
    for (const scope of SCOPES)
      expect([action, scope, rows.filter((row) => row[scope]).map((row) => row.id)]).toEqual([
        action,
        scope,
        expected(action, scope),
      ]);
  }
}

/** What an administrator is told agrees too, and every relation that holds is shown from the record's value to the employee. */
export async function explained(world: World, ctx: Ctx, employeeId: string, kind: Kind, of: Ctx): Promise<void> {
  const memory = await inMemory(of, world.app.get<RoleSource>(ROLE_SOURCE, { strict: false }), kind.descriptor.object);
  const action = someAction(kind);
  for (const { id, row } of kind.records.slice(0, 3)) {
    const asked = { employeeId, action, object: kind.descriptor.object, recordId: id };
    const { allowed, decidedBy, rules } = await world.get(Explanations).explain(ctx, asked);
    expect([action, allowed, decidedBy !== null]).toEqual([action, memory.may(action, row), memory.may(action, row)]);
    for (const { relation, holds, path, value } of rules.flatMap((rule) => rule.conditions)) {
      const ends = path.length === 0 ? [] : [path[0]!.id, path.at(-1)!.id];
      expect([relation, ends]).toEqual([relation, holds && relation !== 'is' ? [value, employeeId] : []]);
    }
  }
}
