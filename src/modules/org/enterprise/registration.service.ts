import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { policies } from '../../../platform/authz/index.js';
import { fullAbility } from '../../../platform/authz/full-ability.js';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { pinyinOf } from '../../../platform/text/index.js';
import {
  AccountsService,
  CodesService,
  SessionsService,
  Throttles,
  type Account,
  type Limit,
  type TokensView,
} from '../../identity/index.js';
import { phoneTaken } from '../org.errors.js';
import { RolesFounding } from '../role/roles.founding.js';
import { Foundings } from './founding.js';
import type { RegisterEnterpriseRequest } from './registration.requests.js';

/** Founds enterprises: a company with its root department, its roles and its first administrator (ACC-01). */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly codes: CodesService,
    private readonly throttles: Throttles,
    private readonly roles: RolesFounding,
    private readonly foundings: Foundings,
  ) {}

  /**
   * Registers an enterprise by a person who has no account yet, and signs them in.
   * @throws Problem PHONE_TAKEN, CODE_REQUIRED, CODE_INVALID, TOO_MANY_REQUESTS
   */
  async register(call: PublicCtx, request: RegisterEnterpriseRequest): Promise<TokensView> {
    await this.codes.verify(call, request.phone, request.code);
    await this.assertUnregistered(call, request.phone);
    const account = await this.accounts.create(call, request.registrantName, { phone: request.phone }, request.password);
    const ctx = await this.found(call, request.enterpriseName, account);
    return this.sessions.start(call, { accountId: account.id, tenantId: ctx.tenantId, employeeId: ctx.actor.employeeId }, false);
  }

  /** Founds an enterprise for an account; the context returned acts as its administrator in the same transaction. */
  async found(call: PublicCtx, name: string, account: Account): Promise<Ctx> {
    const ctx = await this.enter(call, account);
    await this.addEnterprise(ctx, name);
    await ctx.db.run(sql`INSERT INTO tenant_versions (tenant_id) VALUES (${ctx.tenantId})`);
    await this.addRegistrant(ctx, account);
    await this.addRootDepartment(ctx, name);
    await this.roles.found(ctx);
    await this.roles.give(ctx, ctx.actor.employeeId, 'systemAdministrator');
    await this.foundings.run(ctx);
    return ctx;
  }

  /** Whoever tries phone after phone is stopped before they have learned much. */
  private async assertUnregistered(call: PublicCtx, phone: string): Promise<void> {
    const limit = probes(call);
    await this.throttles.refuseIfReached(call.now, limit);
    if (!(await this.accounts.find(call, phone))) return;
    await this.throttles.take(call.now, [limit]);
    throw phoneTaken();
  }

  /** A code that another enterprise has is thrown again. */
  private async addEnterprise(ctx: Ctx, name: string): Promise<void> {
    let added = 0;
    while (added === 0) {
      added = await ctx.db
        .run(sql`INSERT INTO enterprises (tenant_id, code, name) VALUES (${ctx.tenantId}, ${enterpriseCode()}, ${name})
        ON CONFLICT (code) DO NOTHING`);
    }
  }

  private async enter(call: PublicCtx, account: Account): Promise<Ctx> {
    const tenantId = newId();
    const employeeId = newId();
    await call.db
      .query(sql`SELECT set_config('app.tenant_id', ${tenantId}, true), set_config('app.actor_id', ${employeeId}, true),
      set_config('app.origin', 'api', true)`);
    // announced stays the call's own: what is emitted here leaves with the call's commit
    return Object.assign(call, {
      tenantId,
      zone: 'Asia/Shanghai',
      definitionsVersion: 1,
      ability: fullAbility(policies, employeeId),
      actor: { employeeId, accountId: account.id, sessionId: null, name: account.name, origin: 'api' as const },
    });
  }

  private async addRegistrant(ctx: Ctx, account: Account): Promise<void> {
    const { full, initials } = pinyinOf(account.name);
    await ctx.db.run(sql`INSERT INTO employees
      (tenant_id, id, account_id, name, name_pinyin, name_initials, phone, email, status, created_at, updated_at)
      VALUES (${ctx.tenantId}, ${ctx.actor.employeeId}, ${account.id}, ${account.name}, ${full}, ${initials},
        ${account.phone}, ${account.email}, 'active', ${ctx.now}, ${ctx.now})`);
  }

  private async addRootDepartment(ctx: Ctx, name: string): Promise<void> {
    const id = newId();
    await ctx.db.run(sql`INSERT INTO departments (tenant_id, id, name) VALUES (${ctx.tenantId}, ${id}, ${name})`);
    await ctx.db.run(sql`INSERT INTO employee_departments (tenant_id, employee_id, department_id, is_main)
      VALUES (${ctx.tenantId}, ${ctx.actor.employeeId}, ${id}, true)`);
    await ctx.db.query(sql`SELECT refresh_department_closure(), refresh_visibility()`);
  }
}

/** Phones that turned out to be registered, by caller. */
const probes = (call: PublicCtx): Limit => ({ key: ['registration', call.client.ip], allowed: 20, seconds: 3600 });

/** Account code (企业账号): eight digits, never starting with 0, short enough to say on the phone. */
function enterpriseCode(): string {
  return String(10_000_000 + (crypto.getRandomValues(new Uint32Array(1))[0]! % 90_000_000));
}
