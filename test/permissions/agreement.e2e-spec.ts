import fc from 'fast-check';
import sql from 'sql-template-tag';
import { contactDescriptor } from '../../src/modules/customers/contact/contacts.descriptor.js';
import { contactNotFound } from '../../src/modules/customers/contact/contacts.errors.js';
import { customerDescriptor } from '../../src/modules/customers/customers.descriptor.js';
import { customerNotFound } from '../../src/modules/customers/customers.errors.js';
import { customerPolicy } from '../../src/modules/customers/customers.policy.js';
import { leadDescriptor } from '../../src/modules/leads/leads.descriptor.js';
import { leadNotFound } from '../../src/modules/leads/leads.errors.js';
import { leadPolicy } from '../../src/modules/leads/leads.policy.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { newId } from '../../src/platform/database/ids.js';
import { JobContexts } from '../../src/platform/jobs/index.js';
import { useWorld } from '../support/world.js';
import { agree, explained, type Kind } from './agreement.js';
import { build, randomEnterprise, type RandomEnterprise, type RandomRow } from './random-enterprise.js';

describe('permissions', () => {
  const world = useWorld();

  const as = <T>(tenantId: string, employeeId: string, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    world.get(JobContexts).unit({ tenantId, employeeId, origin: 'api', requestId: 'test' }, work);

  /** Each person's view of every kind. */
  async function agreeing(tenantId: string, people: string[], kinds: Kind[]): Promise<void> {
    for (const employeeId of people)
      await as(tenantId, employeeId, async (ctx) => {
        for (const kind of kinds) await agree(world, ctx, kind);
      });
  }

  const leads = async (ctx: Ctx, shape: RandomEnterprise): Promise<{ people: string[]; kind: Kind }> => {
    const { people, rows } = await build(
      ctx,
      shape,
      'lead',
      (json) => sql`
      INSERT INTO leads (tenant_id, id, name, owner_id, pool_id, home_pool_id, owned_since, entered_pool_at, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, l.id, 'L', l."ownerId", l."poolId", l."homePoolId", CASE WHEN l."ownerId" IS NOT NULL THEN now() END,
        CASE WHEN l."poolId" IS NOT NULL THEN now() END, now(), now()
      FROM jsonb_to_recordset(${json}::jsonb) AS l(id uuid, "ownerId" uuid, "poolId" uuid, "homePoolId" uuid)`,
    );
    return {
      people,
      kind: { descriptor: leadDescriptor, notFound: leadNotFound, records: rows.map((row) => ({ id: row.id, row })) },
    };
  };

  it('PERM-06 PERM-08 let lists, counts, CASL in memory and single reads and explanations agree, whatever roles, organisation, pools and leads there are', async () => {
    const property = fc.asyncProperty(randomEnterprise(leadPolicy), async (shape) => {
      const acme = await world.enterprise();
      const { people, kind } = await acme.as((ctx) => leads(ctx, shape));
      await agreeing(acme.id, people, [kind]);
      for (const employeeId of people)
        await as(acme.id, employeeId, (of) => acme.as((ctx) => explained(world, ctx, employeeId, kind, of)));
    });
    await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 20_000, endOnFailure: true });
  }, 60_000);

  const customers = async (ctx: Ctx, shape: RandomEnterprise): Promise<{ people: string[]; kinds: Kind[] }> => {
    const { people, rows } = await build(
      ctx,
      shape,
      'customer',
      (json) => sql`
      INSERT INTO customers (tenant_id, id, name, name_key, near_key, owner_id, pool_id, home_pool_id, is_private, owned_since, entered_pool_at, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, c.id, 'C', c.id, c.id, c."ownerId", c."poolId", c."homePoolId", c."isPrivate", CASE WHEN c."ownerId" IS NOT NULL THEN now() END,
        CASE WHEN c."poolId" IS NOT NULL THEN now() END, now(), now()
      FROM jsonb_to_recordset(${json}::jsonb) AS c(id uuid, "ownerId" uuid, "poolId" uuid, "homePoolId" uuid, "isPrivate" boolean)`,
    );
    const contacts = await contactsOf(ctx, rows);
    return {
      people,
      kinds: [
        { descriptor: customerDescriptor, notFound: customerNotFound, records: rows.map((row) => ({ id: row.id, row })) },
        { descriptor: contactDescriptor, notFound: contactNotFound, records: contacts },
      ],
    };
  };

  async function contactsOf(ctx: Ctx, rows: RandomRow[]): Promise<Kind['records']> {
    const collaborators = rows.flatMap(({ id, collaborators: some }) =>
      some.map((each) => ({ record_id: id, employee_id: each.id, access: each.access })),
    );
    await ctx.db.run(sql`
      INSERT INTO collaborators (tenant_id, object, record_id, employee_id, access, created_at) SELECT ${ctx.tenantId}::uuid, 'customer', c.*, now()
      FROM jsonb_to_recordset(${JSON.stringify(collaborators)}::jsonb) AS c(record_id uuid, employee_id uuid, access text)`);
    // rules of contacts speak of the customer: their row is the customer's
    const contacts = rows.map((row) => ({ id: newId(), row }));
    await ctx.db.run(sql`
      INSERT INTO contacts (tenant_id, id, customer_id, name, created_at, updated_at) SELECT ${ctx.tenantId}::uuid, c.id, c.customer, 'K', now(), now()
      FROM jsonb_to_recordset(${JSON.stringify(contacts.map(({ id, row }) => ({ id, customer: row.id })))}::jsonb) AS c(id uuid, customer uuid)`);
    return contacts;
  }

  it('PERM-03 PERM-04 PERM-06 let them agree over customers with collaborators, private ones among them, and over contacts, which follow them', async () => {
    const property = fc.asyncProperty(randomEnterprise(customerPolicy), async (shape) => {
      const acme = await world.enterprise();
      const { people, kinds } = await acme.as((ctx) => customers(ctx, shape));
      await agreeing(acme.id, people, kinds);
    });
    await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 15_000, endOnFailure: true });
  }, 60_000);
});
