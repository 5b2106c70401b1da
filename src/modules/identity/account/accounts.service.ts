import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { accountShared } from '../identity.errors.js';
import { Account } from './account.entity.js';
import { channelOf } from './account-name.js';
import { Passwords } from './passwords.js';

/** By what a person is known: at least one of the three. */
export interface AccountNames {
  phone?: string | null;
  email?: string | null;
  login?: string | null;
}

/** An enterprise that an account may enter. */
export interface Membership extends Record<string, unknown> {
  tenantId: string;
  enterpriseName: string;
  enterpriseCode: string;
  employeeId: string;
  employeeName: string;
  status: 'active' | 'pending';
}

/** Persons who can sign in, across all enterprises. */
@Injectable()
export class AccountsService {
  constructor(private readonly passwords: Passwords) {}

  async create(ctx: PublicCtx, name: string, names: AccountNames, password: string | null, mustChange = false): Promise<Account> {
    const account = ctx.db.manager.create(Account, {
      id: newId(),
      name,
      phone: names.phone ?? null,
      email: names.email ?? null,
      login: names.login ?? null,
      passwordHash: password === null ? null : await this.passwords.hash(password),
      passwordMustChange: mustChange,
      status: 'active',
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
    await ctx.db.manager.insert(Account, account);
    return account;
  }

  /**
   * The account that has this phone or e-mail; else a new one with this password. Takes a hash, so that the slow part is done
   * in both cases and time does not tell which it was.
   */
  async findOrCreate(ctx: PublicCtx, name: string, address: string, passwordHash: string): Promise<Account> {
    const column = channelOf(address) === 'sms' ? raw('phone') : raw('email');
    await ctx.db.run(sql`INSERT INTO accounts (id, name, ${column}, password_hash, created_at, updated_at)
      VALUES (${newId()}, ${name}, ${address}, ${passwordHash}, ${ctx.now}, ${ctx.now}) ON CONFLICT (${column}) DO NOTHING`);
    return ctx.db.manager.findOneOrFail(Account, { where: [{ phone: address }, { email: address }] });
  }

  /** Finds a person by phone (E.164), e-mail or login name, as `normaliseName` writes them. */
  find(ctx: PublicCtx, name: string): Promise<Account | null> {
    return ctx.db.manager.findOne(Account, { where: [{ phone: name }, { email: name }, { login: name }] });
  }

  get(ctx: PublicCtx, id: string): Promise<Account> {
    return ctx.db.manager.findOneByOrFail(Account, { id });
  }

  memberships(ctx: PublicCtx, accountId: string): Promise<Membership[]> {
    return ctx.db.query<Membership>(sql`SELECT * FROM memberships_of(${accountId})`);
  }

  /** Sets the password that a person has chosen. Sessions are not touched. */
  async choosePassword(ctx: PublicCtx, accountId: string, password: string): Promise<void> {
    await this.setPassword(ctx, accountId, password, false);
  }

  /**
   * Gives a person of one enterprise an initial password, to be changed at the next sign-in (ACC-06).
   * @throws Problem ACCOUNT_SHARED when they also work elsewhere: no administrator may open another enterprise's door
   */
  async setInitialPassword(ctx: PublicCtx, accountId: string, password: string): Promise<void> {
    if ((await this.memberships(ctx, accountId)).length > 1) throw accountShared();
    await this.setPassword(ctx, accountId, password, true);
  }

  private async setPassword(ctx: PublicCtx, accountId: string, password: string, mustChange: boolean): Promise<void> {
    const hash = await this.passwords.hash(password);
    await ctx.db
      .run(sql`UPDATE accounts SET password_hash = ${hash}, password_must_change = ${mustChange}, updated_at = ${ctx.now}
      WHERE id = ${accountId}`);
  }
}
