import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx, PublicCtx } from '../../platform/context/ctx.js';
import { AccountsService, Passwords } from '../identity/index.js';
import { RegistrationService } from '../org/index.js';
import { ADMINISTRATOR, DEMO_ENTERPRISE, DEMO_PASSWORD, demoPhone } from './data/people.js';
import { DemoSettings } from './settings.js';
import { DemoStaff, type Staff } from './staff.js';
import type { DemoResult } from './demo-seed.service.js';
import { DemoStories } from './stories.js';

const LEADS = 3000;
const CUSTOMERS = 800;

/** The demo enterprise from its founding until today. */
@Injectable()
export class DemoEnterprise {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly registration: RegistrationService,
    private readonly staff: DemoStaff,
    private readonly settings: DemoSettings,
    private readonly stories: DemoStories,
  ) {}

  async exists(call: PublicCtx): Promise<boolean> {
    return (await this.accounts.find(call, demoPhone(1))) !== null;
  }

  /** Builds everything in the transaction of `then`, at whose time the enterprise is founded; its stories end at `now`. */
  async build(then: PublicCtx, now: Date): Promise<{ ctx: Ctx } & Omit<DemoResult, 'created'>> {
    const founder = await this.accounts.create(then, ADMINISTRATOR.name, { phone: demoPhone(1) }, DEMO_PASSWORD);
    const ctx = await this.registration.found(then, DEMO_ENTERPRISE, founder);
    const administrator = { ...ADMINISTRATOR, id: ctx.actor.employeeId, phone: demoPhone(1) };
    const staff = await this.staff.employ(ctx, {
      ...administrator,
      department: 'company',
      role: 'systemAdministrator',
      superior: administrator.name,
    });
    await this.openAccounts(ctx, staff);
    const setting = await this.settings.establish(ctx, staff);
    const nowadays = await today(ctx, now);
    await this.stories.tellOfLeads(nowadays, { staff, ...setting }, LEADS);
    await this.stories.tellOfCustomers(nowadays, { staff, ...setting }, CUSTOMERS);
    return { ctx, employees: staff.people.size, leads: LEADS, customers: CUSTOMERS };
  }

  /** One password for everybody, hashed once; nobody has to change it. */
  private async openAccounts(ctx: Ctx, staff: Staff): Promise<void> {
    const hash = await this.passwords.hash(DEMO_PASSWORD);
    const phones = [...staff.people.values()].map(({ phone }) => phone);
    await ctx.db.run(
      sql`UPDATE accounts SET password_hash = ${hash}, password_must_change = false WHERE phone = ANY (${phones}::text[])`,
    );
  }
}

/** The same transaction now, with the definitions as they are by then. */
async function today(ctx: Ctx, now: Date): Promise<Ctx> {
  const { version } = await ctx.db.one<{ version: number }>(sql`SELECT definitions AS version FROM tenant_versions`);
  return { ...ctx, now, definitionsVersion: version };
}
