import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import type { Problem } from '../../../platform/errors/index.js';
import { Passwords } from '../../identity/index.js';
import { employeeExists, employeeHasLeft, signInNameTaken } from '../org.errors.js';
import type { EmployeeStatus } from './employee.entity.js';
import type { NewEmployee } from './new-employee.js';

/** The account that a new employee will sign in with. */
export interface AccountOf {
  id: string;
  /** The person had it already. */
  linked: boolean;
}

interface KnownAccount extends Record<string, unknown> {
  id: string;
  phone: string | null;
  email: string | null;
  login: string | null;
  /** Their status here, if they are or were an employee. */
  status: EmployeeStatus | null;
}

/** Finds or makes the accounts of new employees, set-wise: one statement for an import's whole batch. */
@Injectable()
export class EmployeeAccounts {
  constructor(private readonly passwords: Passwords) {}

  /** For each row its existing account, or a fresh id, or why it can have neither. A phone finds its owner's account. */
  async find(ctx: Ctx, rows: NewEmployee[]): Promise<(AccountOf | Problem)[]> {
    const known = await this.known(ctx, rows);
    const byName = new Map(
      known.flatMap((account) =>
        [account.phone, account.email, account.login].flatMap((name) => (name ? [[name.toLowerCase(), account] as const] : [])),
      ),
    );
    const taken = new Set<string>();
    return rows.map(({ phone, email, login }) => {
      const found = phone ? byName.get(phone) : undefined;
      if (found)
        return found.status === null
          ? { id: found.id, linked: true }
          : found.status === 'left'
            ? employeeHasLeft()
            : employeeExists();
      const names = [phone, email, login].flatMap((name) => (name ? [name.toLowerCase()] : []));
      if (names.some((name) => byName.has(name) || taken.has(name))) return signInNameTaken();
      for (const name of names) taken.add(name);
      return { id: newId(), linked: false };
    });
  }

  async create(ctx: Ctx, people: { accountId: string; row: NewEmployee }[]): Promise<void> {
    const accounts = await Promise.all(
      people.map(async ({ accountId, row }) => ({
        id: accountId,
        name: row.name,
        phone: row.phone ?? null,
        email: row.email ?? null,
        login: row.login ?? null,
        hash:
          row.initialPassword === undefined ? (row.initialPasswordHash ?? null) : await this.passwords.hash(row.initialPassword),
      })),
    );
    await ctx.db.run(sql`
      INSERT INTO accounts (id, name, phone, email, login, password_hash, password_must_change, created_at, updated_at)
      SELECT a.id, a.name, a.phone, a.email, a.login, a.hash, a.hash IS NOT NULL, ${ctx.now}, ${ctx.now}
      FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) AS a(id uuid, name text, phone text, email citext, login citext, hash text)`);
  }

  private known(ctx: Ctx, rows: NewEmployee[]): Promise<KnownAccount[]> {
    const given = (name: 'phone' | 'email' | 'login'): string[] => rows.flatMap((row) => row[name] ?? []);
    return ctx.db.query<KnownAccount>(sql`
      SELECT a.id, a.phone, a.email, a.login, e.status
      FROM accounts a LEFT JOIN employees e ON e.account_id = a.id AND e.tenant_id = ${ctx.tenantId}
      WHERE a.phone = ANY (${given('phone')}::text[]) OR a.email = ANY (${given('email')}::citext[]) OR a.login = ANY (${given('login')}::citext[])`);
  }
}
