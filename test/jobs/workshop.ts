import { Global, Module, type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import sql from 'sql-template-tag';
import { AbilityCache, ROLE_SOURCE, type RoleSource } from '../../src/platform/authz/ability-cache.js';
import { loadConfig, type Config } from '../../src/platform/config/index.js';
import { CONFIG } from '../../src/platform/config/config.token.js';
import { Clock } from '../../src/platform/context/clock.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { newId } from '../../src/platform/database/ids.js';
import type { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { EventHandlers } from '../../src/platform/events/event-handlers.js';
import { EventsModule } from '../../src/platform/events/events.module.js';
import { JobContexts } from '../../src/platform/jobs/job-contexts.js';
import { JobHandlers } from '../../src/platform/jobs/job-handlers.js';
import { JobsModule } from '../../src/platform/jobs/jobs.module.js';
import { Schedules } from '../../src/platform/jobs/schedules.js';
import type { TestDatabase } from '../support/database.js';

/** Everybody may do nothing: what employees may do is no matter of these tests. */
const nobodysRoles: RoleSource = { rolesOf: () => Promise.resolve([]), rolesOfMany: () => Promise.resolve(new Map()) };

export interface Registries {
  events: EventHandlers;
  jobs: JobHandlers;
  schedules: Schedules;
}

/** One process with events and jobs on a test's database, and nothing above them. */
export class Workshop {
  private constructor(readonly app: INestApplicationContext) {}

  static async open(
    database: TestDatabase,
    role: Config['role'],
    register: (to: Registries) => void = () => undefined,
  ): Promise<Workshop> {
    const config = loadConfig({
      NODE_ENV: 'test',
      ROLE: role,
      DATABASE_URL: database.ownerUrl,
      ...(database.assumeRole ? {} : { DATABASE_APP_URL: database.appUrl }),
    });
    @Global()
    @Module({
      providers: [{ provide: CONFIG, useValue: config }, { provide: ROLE_SOURCE, useValue: nobodysRoles }, Clock, AbilityCache],
      exports: [CONFIG, Clock, AbilityCache],
    })
    class Ground {}
    const app = await Test.createTestingModule({ imports: [Ground, DatabaseModule, EventsModule, JobsModule] }).compile();
    // Handlers fail on purpose here.
    app.useLogger(false);
    register({ events: app.get(EventHandlers), jobs: app.get(JobHandlers), schedules: app.get(Schedules) });
    try {
      return new Workshop(await app.init());
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** A unit of work of an enterprise, as an employee or the system, with the outbox flushed at its end. */
  unit<T>(tenantId: string, work: (ctx: Ctx) => Promise<T>, employeeId: string | null = null): Promise<T> {
    return this.app.get(JobContexts).unit({ tenantId, employeeId, origin: 'api', requestId: newId() }, work);
  }

  /** An enterprise in use. */
  enterprise({ zone = 'Asia/Shanghai' } = {}): Promise<string> {
    const tenantId = newId();
    return this.inTenant(tenantId, async (db) => {
      await db.run(
        sql`INSERT INTO enterprises (tenant_id, code, name, time_zone) VALUES (${tenantId}, ${tenantId}, '远航', ${zone})`,
      );
      await db.run(sql`INSERT INTO tenant_versions (tenant_id) VALUES (${tenantId})`);
      return tenantId;
    });
  }

  employee(tenantId: string, status = 'active'): Promise<string> {
    const id = newId();
    return this.inTenant(tenantId, async (db) => {
      await db.run(sql`INSERT INTO employees (tenant_id, id, name, status) VALUES (${tenantId}, ${id}, '陈海', ${status})`);
      return id;
    });
  }

  /** Rows of an enterprise, whoever may see them. */
  async rows<T extends object>(tenantId: string, statement: ReturnType<typeof sql>): Promise<T[]> {
    return this.inTenant(tenantId, (db) => db.query<T & Record<string, unknown>>(statement));
  }

  /** A session of an employee, as a sign-in leaves it. */
  async session(tenantId: string, employeeId: string): Promise<string> {
    const [account, session] = [newId(), newId()];
    return this.inTenant(tenantId, async (db) => {
      await db.run(sql`INSERT INTO accounts (id, name, email) VALUES (${account}, '陈海', ${`${account}@example.com`})`);
      await db.run(sql`UPDATE employees SET account_id = ${account} WHERE id = ${employeeId}`);
      await db.run(sql`INSERT INTO sessions (id, account_id, tenant_id, employee_id, created_at, last_used_at, expires_at)
        VALUES (${session}, ${account}, ${tenantId}, ${employeeId}, now(), now(), now() + interval '1 hour')`);
      return session;
    });
  }

  private async inTenant<T>(tenantId: string, work: (db: UnitOfWork) => Promise<T>): Promise<T> {
    const db = await this.app.get(Database).openPublic(false, newId());
    try {
      await db.query(sql`SELECT set_config('app.tenant_id', ${tenantId}, true)`);
      const result = await work(db);
      await db.commit();
      return result;
    } catch (error) {
      await db.rollback();
      throw error;
    }
  }
}
