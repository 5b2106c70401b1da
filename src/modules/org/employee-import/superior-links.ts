import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Closures } from '../closures.js';
import type { NewEmployee } from '../employee/new-employee.js';
import { hierarchyChanged } from '../org.events.js';
import { lockOrganisation } from '../org-lock.js';
import type { EmployeeImportSession } from './employee-import.session.js';

interface TakenOn extends Record<string, unknown> {
  id: string;
  phone: string | null;
  email: string | null;
}

/** A person of the file, and whom they report to: an employee's id or another person of the file. */
interface Wish {
  person: NewEmployee;
  superior: string | NewEmployee;
}

/** Puts people below superiors of the same file, when all of them have been taken on. */
@Injectable()
export class SuperiorLinks {
  constructor(private readonly closures: Closures) {}

  /** Sets what is not set yet, so that it may be done again after an interruption. */
  async set(ctx: Ctx, session: EmployeeImportSession): Promise<void> {
    const wishes = wishesOf(session);
    if (wishes.length === 0) return;
    await lockOrganisation(ctx);
    const ids = await takenOn(ctx, wishes);
    const lines = wishes.flatMap(({ person, superior }) => {
      const id = ids(person);
      const superiorId = typeof superior === 'string' ? superior : ids(superior);
      return id && superiorId ? [{ id, superiorId }] : [];
    });
    const moved = await ctx.db.query<{ id: string }>(sql`
      UPDATE employees e SET superior_id = l."superiorId", version = e.version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS l(id uuid, "superiorId" uuid)
      WHERE e.tenant_id = ${ctx.tenantId} AND e.id = l.id AND e.superior_id IS NULL
        -- somebody may have moved the superior below them meanwhile
        AND NOT EXISTS (SELECT FROM reporting_closure rc
          WHERE rc.tenant_id = ${ctx.tenantId} AND rc.superior_id = l.id AND rc.subordinate_id = l."superiorId")
      RETURNING e.id`);
    if (moved.length === 0) return;
    await this.closures.superiorsChanged(
      ctx,
      moved.map(({ id }) => id),
    );
    ctx.emit(hierarchyChanged({}));
  }
}

/**
 * People taken on by an earlier attempt may report to somebody who works here by now: a row of the file that was settled
 * after theirs.
 */
const wishesOf = ({ entries, taken }: EmployeeImportSession): Wish[] =>
  [...entries.values()].flatMap(({ row, person, superior, isSettled }): Wish[] => {
    if (!superior || !taken.has(row.row)) return [];
    if ('id' in superior) return isSettled ? [{ person, superior: superior.id }] : [];
    return taken.has(superior.entry.row.row) ? [{ person, superior: superior.entry.person }] : [];
  });

/** Finds the employees of the file's people: by phone, or by the e-mail that they sign in with where they have none. */
async function takenOn(ctx: Ctx, wishes: readonly Wish[]): Promise<(person: NewEmployee) => string | undefined> {
  const people = wishes.flatMap(({ person, superior }) => (typeof superior === 'string' ? [person] : [person, superior]));
  const phones = people.flatMap(({ phone }) => phone ?? []);
  const emails = people.flatMap(({ phone, email }) => (phone ? [] : (email ?? [])));
  const rows = await ctx.db.query<TakenOn>(sql`
    SELECT e.id, e.phone, a.email FROM employees e JOIN accounts a ON a.id = e.account_id
    WHERE e.tenant_id = ${ctx.tenantId} AND e.status <> 'left' AND (e.phone = ANY (${phones}::text[]) OR a.email = ANY (${emails}::citext[]))`);
  const byPhone = new Map(rows.map(({ id, phone }) => [phone, id]));
  const byEmail = new Map(rows.map(({ id, email }) => [email?.toLowerCase(), id]));
  return ({ phone, email }) => (phone ? byPhone.get(phone) : byEmail.get(email?.toLowerCase()));
}
