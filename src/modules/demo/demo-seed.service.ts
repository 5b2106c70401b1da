import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../platform/config/config.token.js';
import type { Config } from '../../platform/config/index.js';
import { Announcements } from '../../platform/context/context-factory.js';
import { Clock } from '../../platform/context/clock.js';
import type { Ctx, PublicCtx } from '../../platform/context/ctx.js';
import { Database } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Outbox } from '../../platform/events/outbox.js';
import { AccountsService, Passwords } from '../identity/index.js';
import { RegistrationService } from '../org/index.js';
import { ADMINISTRATOR, DEMO_ENTERPRISE, DEMO_PASSWORD, demoPhone } from './data/people.js';
import { DemoSettings } from './settings.js';
import { DemoStaff, type Staff } from './staff.js';
import { DemoStories, STORY_DAYS } from './stories.js';

const DAY = 86_400_000;
/** The enterprise is somewhat older than its oldest lead. */
const AGE_DAYS = STORY_DAYS + 30;
const LEADS = 3000;

/** Whose sign-ins are shown; `number` is that of their phone. */
const SIGN_INS = [
  { number: 1, role: 'administrator', name: ADMINISTRATOR.name },
  { number: 5, role: 'manager', name: '吴婉清' },
  { number: 8, role: 'salesperson', name: '李静' },
];

export interface DemoResult {
  /** False where the demo was there already; then nothing was changed. */
  created: boolean;
  employees: number;
  leads: number;
}

/** Makes the demo enterprise, all in one transaction: it is there as a whole or not at all. */
@Injectable()
export class DemoSeed {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly registration: RegistrationService,
    private readonly staff: DemoStaff,
    private readonly settings: DemoSettings,
    private readonly stories: DemoStories,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Error in production: everybody knows the demo's passwords */
  async run(): Promise<DemoResult> {
    if (this.config.env === 'production') throw new Error('The demo has passwords that everybody knows, and therefore does not come into production.');
    const db = await this.database.openPublic(false, 'demo');
    try {
      const result = await this.build(db);
      await db.commit();
      return result;
    } catch (error) {
      await db.rollback();
      throw error;
    }
  }

  /** How an administrator, a manager and a salesperson sign in, line by line. */
  signIns(): string[] {
    const url = `${this.config.http.publicUrl}/api/v1/sessions`;
    const body = JSON.stringify({ name: localPhone(demoPhone(SIGN_INS[0]!.number)), password: DEMO_PASSWORD });
    return [
      ...SIGN_INS.map(({ number, role, name }) => `  ${role.padEnd(14)} ${localPhone(demoPhone(number))}  ${DEMO_PASSWORD}  ${name}`),
      `  curl -s -X POST ${url} -H 'Content-Type: application/json' -d '${body}'`,
    ];
  }

  private async build(db: UnitOfWork): Promise<DemoResult> {
    await db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended('demo', 0))`);
    const now = this.clock.now();
    const then = foundingContext(db, new Date(now.getTime() - AGE_DAYS * DAY));
    if (await this.accounts.find(then, demoPhone(1))) return { created: false, employees: 0, leads: 0 };
    const founder = await this.accounts.create(then, ADMINISTRATOR.name, { phone: demoPhone(1) }, DEMO_PASSWORD);
    const ctx = await this.registration.found(then, DEMO_ENTERPRISE, founder);
    const staff = await this.staff.employ(ctx, { ...ADMINISTRATOR, id: ctx.actor.employeeId, phone: demoPhone(1), department: 'company', role: 'systemAdministrator' });
    await this.openAccounts(ctx, staff);
    const pools = await this.settings.establish(ctx, staff);
    const leads = await this.stories.tell(await today(ctx, now), staff, pools, LEADS);
    ctx.enqueue({ kind: 'pools.remind' });
    await this.outbox.flush(ctx);
    return { created: true, employees: staff.people.size, leads };
  }

  /** One password for everybody, hashed once; nobody has to change it. */
  private async openAccounts(ctx: Ctx, staff: Staff): Promise<void> {
    const hash = await this.passwords.hash(DEMO_PASSWORD);
    const phones = [...staff.people.values()].map(({ phone }) => phone);
    await ctx.db.run(sql`UPDATE accounts SET password_hash = ${hash}, password_must_change = false WHERE phone = ANY (${phones}::text[])`);
  }
}

const localPhone = (phone: string): string => phone.replace('+86', '');

/** A call like a sign-up's, at the time at which the enterprise is said to have been founded. */
function foundingContext(db: UnitOfWork, now: Date): PublicCtx {
  const announced = new Announcements();
  return { db, now, locale: 'zh-CN', requestId: 'demo', client: { ip: '', userAgent: '' }, announced, emit: announced.emit, enqueue: announced.enqueue };
}

/** The same transaction now, with the definitions as they are by then. */
async function today(ctx: Ctx, now: Date): Promise<Ctx> {
  const { version } = await ctx.db.one<{ version: number }>(sql`SELECT definitions AS version FROM tenant_versions`);
  return { ...ctx, now, definitionsVersion: version };
}
