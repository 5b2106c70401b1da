import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { LastingStatements } from '../../../platform/database/lasting-statements.js';
import { JobContexts } from '../../../platform/jobs/index.js';
import { deviceOf } from './device.js';
import { placeOf } from './place.js';
import { signInRecorded } from './sign-in.events.js';

export type SignInMethod = 'password' | 'code' | 'switch';
export type FailureCause = 'passwordWrong' | 'codeWrong' | 'accountDisabled';

interface Attempt {
  tenantId: string;
  employeeId: string;
  sessionId: string | null;
  method: SignInMethod;
  cause: FailureCause | null;
}

/**
 * Records attempts to sign in, in transactions of their own that no answer waits for: neither does it become slower, nor does its
 * time tell whether somebody has that name. Names of nobody leave no record, they belong to no enterprise.
 */
@Injectable()
export class SignInRecorder implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SignInRecorder.name);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly contexts: JobContexts,
    private readonly lasting: LastingStatements,
  ) {}

  succeeded(ctx: PublicCtx, method: SignInMethod, into: { tenantId: string; employeeId: string; sessionId: string }): void {
    this.later(() => this.write(ctx, { ...into, method, cause: null }));
  }

  failed(ctx: PublicCtx, method: 'password' | 'code', name: string): void {
    this.later(async () => {
      const attempts = await this.lasting.query<Attempt>(sql`
        SELECT m."tenantId", m."employeeId", NULL AS "sessionId", ${method}::text AS method,
          CASE WHEN a.status <> 'active' THEN 'accountDisabled' ELSE ${`${method}Wrong`}::text END AS cause
        FROM accounts a CROSS JOIN LATERAL memberships_of(a.id) m
        WHERE a.phone = ${name} OR a.email = ${name}::citext OR a.login = ${name}::citext`);
      await Promise.all(attempts.map((attempt) => this.write(ctx, attempt)));
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running);
  }

  private later(work: () => Promise<void>): void {
    const done = work().catch((error: Error) => this.logger.warn(`A sign-in was not recorded: ${error.message}`));
    this.running.add(done);
    void done.finally(() => this.running.delete(done));
  }

  private async write({ client, now, requestId }: PublicCtx, attempt: Attempt): Promise<void> {
    const { tenantId, employeeId, sessionId, method, cause } = attempt;
    const { device, browser, system, deviceType } = deviceOf(client.userAgent, client.deviceId);
    const { country, province, city } = placeOf(client.ip);
    const id = newId();
    await this.contexts.unit({ tenantId, employeeId: null, origin: 'system', requestId }, async (ctx) => {
      await ctx.db.run(sql`
        INSERT INTO sign_ins (tenant_id, id, at, employee_id, session_id, method, outcome, cause, ip, user_agent, device, browser, system,
          device_type, country, province, city)
        VALUES (${tenantId}, ${id}, ${now}, ${employeeId}, ${sessionId}, ${method}, ${cause === null ? 'succeeded' : 'failed'}, ${cause},
          ${client.ip}, ${client.userAgent.slice(0, 400)}, ${device}, ${browser}, ${system}, ${deviceType}, ${country}, ${province}, ${city})`);
      ctx.emit(signInRecorded({ signInId: id }));
    });
  }
}
