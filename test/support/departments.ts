import sql from 'sql-template-tag';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from './enterprise.js';

/** Adds a department below another (below the root when absent) and makes these people work there and nowhere else. */
export async function makeDepartment(
  acme: Enterprise,
  name: string,
  people: Person[] = [],
  parentId: string | null = null,
): Promise<string> {
  const id = newId();
  await acme.as(async (ctx) => {
    await ctx.db.run(sql`INSERT INTO departments (tenant_id, id, name, parent_id)
      SELECT tenant_id, ${id}::uuid, ${name}, coalesce(${parentId}::uuid, id) FROM departments WHERE parent_id IS NULL`);
    const ids = people.map((person) => person.id);
    await ctx.db.run(sql`DELETE FROM employee_departments WHERE employee_id = ANY (${ids}::uuid[])`);
    await ctx.db.run(sql`INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
      SELECT ${ctx.tenantId}::uuid, e.id, ${id}::uuid, true FROM unnest(${ids}::uuid[]) AS e(id)`);
    await ctx.db.query(sql`SELECT refresh_department_closure(), refresh_visibility()`);
  });
  return id;
}

/** The root department of a test enterprise: the enterprise itself. */
export const rootDepartment = (acme: Enterprise): Promise<string> =>
  acme.as(async (ctx) => (await ctx.db.one<{ id: string }>(sql`SELECT id FROM departments WHERE parent_id IS NULL`)).id);
