import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG } from '../../platform/config/config.token.js';
import type { Config } from '../../platform/config/index.js';
import { Announcements } from '../../platform/context/context-factory.js';
import { Clock } from '../../platform/context/clock.js';
import type { PublicCtx } from '../../platform/context/ctx.js';
import { Database } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Outbox } from '../../platform/events/outbox.js';
import { ADMINISTRATOR, DEMO_PASSWORD, demoPhone } from './data/people.js';
import { DemoEnterprise } from './demo-enterprise.js';
import { STORY_DAYS } from './story-worlds.js';

const DAY = 86_400_000;
/** The enterprise is somewhat older than its oldest lead. */
const AGE_DAYS = STORY_DAYS + 30;

/** Whose sign-ins are shown; `number` is that of their phone. */
const SIGN_INS = [
  { number: 1, role: 'administrator', name: ADMINISTRATOR.name },
  { number: 5, role: 'manager', name: '吴婉清' },
  { number: 8, role: 'salesperson', name: '李静' },
] as const;

export interface DemoResult {
  /** False where the demo was there already; then nothing was changed. */
  created: boolean;
  employees: number;
  leads: number;
  customers: number;
}

/** Makes the demo enterprise, all in one transaction: it is there as a whole or not at all. */
@Injectable()
export class DemoSeed {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly enterprise: DemoEnterprise,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Error in production: everybody knows the demo's passwords */
  async run(): Promise<DemoResult> {
    if (this.config.env === 'production') {
      throw new Error('The demo has passwords that everybody knows, and therefore does not come into production.');
    }
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
    const body = JSON.stringify({ name: localPhone(SIGN_INS[0].number), password: DEMO_PASSWORD });
    return [
      ...SIGN_INS.map(({ number, role, name }) => `  ${role.padEnd(14)} ${localPhone(number)}  ${DEMO_PASSWORD}  ${name}`),
      `  curl -s -X POST ${url} -H 'Content-Type: application/json' -d '${body}'`,
    ];
  }

  private async build(db: UnitOfWork): Promise<DemoResult> {
    // Whoever comes second waits, and finds it there.
    await db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended('demo', 0))`);
    const now = this.clock.now();
    const then = foundingContext(db, new Date(now.getTime() - AGE_DAYS * DAY));
    if (await this.enterprise.exists(then)) return { created: false, employees: 0, leads: 0, customers: 0 };
    const { ctx, ...counts } = await this.enterprise.build(then, now);
    ctx.enqueue({ kind: 'pools.remind' });
    await this.outbox.flush(ctx);
    return { created: true, ...counts };
  }
}

const localPhone = (n: number): string => demoPhone(n).replace('+86', '');

/** A call like a sign-up's, at the time at which the enterprise is said to have been founded. */
function foundingContext(db: UnitOfWork, now: Date): PublicCtx {
  const announced = new Announcements();
  const { emit, enqueue } = announced;
  return { db, now, locale: 'zh-CN', requestId: 'demo', client: { ip: '', userAgent: '' }, announced, emit, enqueue };
}
