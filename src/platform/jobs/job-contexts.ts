import { Injectable } from '@nestjs/common';
import { AbilityCache } from '../authz/ability-cache.js';
import type { Ability } from '../authz/ability.js';
import { fullAbility } from '../authz/full-ability.js';
import { policies } from '../authz/policy.js';
import { Announcements } from '../context/context-factory.js';
import { Clock } from '../context/clock.js';
import type { Actor, Ctx, Origin } from '../context/ctx.js';
import { Database, type Opening } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { Outbox } from '../events/outbox.js';
import { LOCALES, type Locale } from '../i18n/locale.js';
import { EnterpriseClosed, requesterInactive } from './job-errors.js';
import { SYSTEM_EMPLOYEE_ID, systemActor } from './system-actor.js';

/** For whom a unit of work outside a request is opened. */
export interface UnitRequest {
  tenantId: string;
  /** Acts with this employee's permissions; null acts as the system, which may do everything. */
  employeeId: string | null;
  origin: Origin;
  /** Goes into history and logs: the request that asked for the work, or the work's own id. */
  requestId: string;
  locale?: Locale;
}

/** Makes the contexts of whatever runs outside a request: jobs, event handlers, commands. */
@Injectable()
export class JobContexts {
  private system: Ability | undefined;

  constructor(
    private readonly database: Database,
    private readonly abilities: AbilityCache,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs the work in one transaction, writes what it announced and commits; rolls back when it throws.
   * @throws EnterpriseClosed when the enterprise is no longer in use
   * @throws Problem REQUESTER_INACTIVE when the employee may no longer act
   */
  async unit<T>(request: UnitRequest, work: (ctx: Ctx) => Promise<T>): Promise<T> {
    return this.transaction(request, false, work);
  }

  /** The same for work that only reads: all its statements see one moment, however long it takes. */
  async snapshot<T>(request: UnitRequest, work: (ctx: Ctx) => Promise<T>): Promise<T> {
    return this.transaction(request, true, work);
  }

  private async transaction<T>(request: UnitRequest, readOnly: boolean, work: (ctx: Ctx) => Promise<T>): Promise<T> {
    const { tenantId, employeeId, origin, requestId } = request;
    const [db, opening] = await this.database.open(readOnly, { tenantId, employeeId, sessionId: null, origin, requestId });
    try {
      const ctx = await this.ctx(request, db, opening);
      const result = await work(ctx);
      await this.outbox.flush(ctx);
      await db.commit();
      return result;
    } catch (error) {
      // What went wrong is the work's error; a connection that cannot even roll back is dropped by the unit itself.
      await db.rollback().catch(() => undefined);
      throw error;
    }
  }

  private async ctx(request: UnitRequest, db: UnitOfWork, opening: Opening | undefined): Promise<Ctx> {
    if (!opening) throw new EnterpriseClosed(request.tenantId);
    const announced = new Announcements();
    return {
      db,
      now: this.clock.now(),
      locale: request.locale ?? LOCALES[0],
      requestId: request.requestId,
      client: { ip: '', userAgent: '' },
      announced,
      emit: announced.emit,
      enqueue: announced.enqueue,
      tenantId: request.tenantId,
      zone: opening.zone,
      definitionsVersion: opening.definitionsVersion,
      actor: actorOf(request, opening),
      ability: await this.abilityOf(request, db, opening),
    };
  }

  private async abilityOf({ tenantId, employeeId }: UnitRequest, db: UnitOfWork, opening: Opening): Promise<Ability> {
    if (employeeId !== null)
      return this.abilities.of(db, tenantId, employeeId, opening.permissionsVersion, opening.apiKey?.scopes);
    // Made at its first use, when every module has registered its policies.
    return (this.system ??= fullAbility(policies, SYSTEM_EMPLOYEE_ID));
  }
}

function actorOf({ employeeId, origin }: UnitRequest, opening: Opening): Actor {
  if (employeeId === null) return systemActor(origin);
  if (opening.employeeStatus !== 'active') throw requesterInactive();
  return { employeeId, accountId: opening.accountId ?? '', sessionId: null, name: opening.employeeName ?? '', origin };
}
