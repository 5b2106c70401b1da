import { randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import { SessionsService } from '../../src/modules/identity/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';
import { Client } from './client.js';
import type { World } from './world.js';

/** The people of a test enterprise beside its administrator. */
export interface EnterpriseShape {
  salespeople?: number;
  /** Managers with the salespeople dealt out below them in turn. */
  managers?: number;
}

/** A person of a test enterprise: a client signed in as them, and who they are. */
export class Person extends Client {
  constructor(
    url: string,
    token: string,
    readonly id: string,
    readonly name: string,
    readonly accountId: string,
  ) {
    super(url, token);
  }
}

export interface Enterprise {
  id: string;
  admin: Person;
  managers: Person[];
  salespeople: Person[];
  /** Adds one more person, signed in. */
  person(name: string, roles: string[], superior?: Person): Promise<Person>;
  /** Runs in a transaction of this enterprise, as the system. */
  as<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

/** A phone number that no other test uses. */
export const testPhone = (): string => `+861${randomInt(3, 10)}${String(randomInt(0, 1_000_000_000)).padStart(9, '0')}`;

export async function foundEnterprise(world: World, shape: EnterpriseShape = {}): Promise<Enterprise> {
  const answer = await world.anonymous().post('/enterprises', {
    enterpriseName: '远航科技有限公司',
    registrantName: '陈海',
    phone: testPhone(),
    password: 'gonghai-2026',
  });
  if (answer.status !== 201) throw new Error(`Sign-up answered ${answer.status} ${JSON.stringify(answer.body)}`);
  const { accessToken, tenantId, employeeId } = answer.body as { accessToken: string; tenantId: string; employeeId: string };
  const as: Enterprise['as'] = (work) => world.as(tenantId, work);
  const person: Enterprise['person'] = (name, roles, superior) =>
    as((ctx) => employ(world, ctx, name, roles, superior?.id ?? null));
  const admin = new Person(world.url, accessToken, employeeId, '陈海', '');
  const managers = await people(shape.managers ?? 0, (n) => person(`经理${n}`, ['salesManager'], admin));
  const salespeople = await people(shape.salespeople ?? 0, (n) =>
    person(`销售${n}`, ['salesperson'], managers.length > 0 ? managers[(n - 1) % managers.length] : undefined),
  );
  return { id: tenantId, admin, managers, salespeople, person, as };
}

async function people(count: number, make: (n: number) => Promise<Person>): Promise<Person[]> {
  const made: Person[] = [];
  for (let n = 1; n <= count; n++) made.push(await make(n));
  return made;
}

async function employ(world: World, ctx: Ctx, name: string, roles: string[], superiorId: string | null): Promise<Person> {
  const accountId = newId();
  const id = newId();
  const phone = testPhone();
  await ctx.db.run(sql`INSERT INTO accounts (id, name, phone) VALUES (${accountId}, ${name}, ${phone})`);
  await ctx.db.run(sql`INSERT INTO employees (tenant_id, id, account_id, name, name_pinyin, phone, status, superior_id)
    VALUES (${ctx.tenantId}, ${id}, ${accountId}, ${name}, ${name}, ${phone}, 'active', ${superiorId})`);
  await ctx.db.run(sql`INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
    SELECT tenant_id, ${id}::uuid, id, true FROM departments WHERE parent_id IS NULL`);
  await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id)
    SELECT tenant_id, ${id}::uuid, id FROM roles WHERE key = ANY (${roles})`);
  await ctx.db.query(sql`SELECT refresh_reporting_closure(), refresh_visibility()`);
  const tokens = await world.get(SessionsService).start(ctx, { accountId, tenantId: ctx.tenantId, employeeId: id }, false);
  return new Person(world.url, tokens.accessToken, id, name, accountId);
}
