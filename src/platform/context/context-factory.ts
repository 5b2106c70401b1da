import { Injectable } from '@nestjs/common';
import { AbilityCache } from '../authz/ability-cache.js';
import type { Ability } from '../authz/ability.js';
import { Database, type Opening } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { forbidden, passwordChangeRequired, sessionEnded, unauthenticated } from '../errors/index.js';
import type { DomainEvent } from '../events/event.js';
import { localeOf } from '../i18n/locale.js';
import type { AppRequest, Identity } from '../http/request.js';
import type { RouteFacts } from '../http/route-facts.js';
import type { JobRequest } from '../jobs/job.js';
import { Clock } from './clock.js';
import type { Ctx, PublicCtx } from './ctx.js';

/** What a call has announced so far; the outbox writes it before the commit. */
export class Announcements {
  readonly events: DomainEvent[] = [];
  readonly jobs: JobRequest[] = [];
  readonly emit = (event: DomainEvent): void => void this.events.push(event);
  readonly enqueue = (job: JobRequest): void => void this.jobs.push(job);
}

/** Makes the context of a request. Jobs and tests have makers of their own. */
@Injectable()
export class ContextFactory {
  constructor(
    private readonly database: Database,
    private readonly abilities: AbilityCache,
    private readonly clock: Clock,
  ) {}

  /** Opens the request's transaction and puts the context on the request; throws where the caller may not act. */
  async open(request: AppRequest, facts: RouteFacts, readOnly: boolean): Promise<UnitOfWork> {
    if (facts.isPublic) {
      const unit = await this.database.openPublic(readOnly, request.id);
      request.ctx = this.publicCtx(request, unit);
      return unit;
    }
    const identity = request.user;
    if (!identity) throw unauthenticated();
    const [unit, opening] = await this.database.open(readOnly, { ...identity, origin: 'api', requestId: request.id });
    try {
      request.ctx = await this.ctx(request, unit, identity, opening);
      if (opening?.passwordMustChange && !facts.withInitialPassword) throw passwordChangeRequired();
      permit((request.ctx as Ctx).ability, facts);
      return unit;
    } catch (error) {
      await unit.rollback();
      throw error;
    }
  }

  private async ctx(request: AppRequest, unit: UnitOfWork, identity: Identity, opening: Opening | undefined): Promise<Ctx> {
    if (!opening?.sessionAlive || opening.employeeStatus !== 'active') throw sessionEnded();
    const ability = await this.abilities.of(unit, identity.tenantId, identity.employeeId, opening.permissionsVersion);
    return {
      ...this.publicCtx(request, unit),
      tenantId: identity.tenantId,
      zone: opening.zone,
      definitionsVersion: opening.definitionsVersion,
      ability,
      actor: {
        employeeId: identity.employeeId,
        accountId: identity.accountId,
        sessionId: identity.sessionId,
        name: opening.employeeName ?? '',
        origin: 'api',
      },
    };
  }

  private publicCtx(request: AppRequest, db: UnitOfWork): PublicCtx & { announced: Announcements } {
    const announced = new Announcements();
    return {
      db,
      now: this.clock.now(),
      locale: localeOf(request.headers['accept-language']),
      requestId: request.id,
      client: { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' },
      announced,
      emit: announced.emit,
      enqueue: announced.enqueue,
    };
  }
}

function permit(ability: Ability, { requirement, signedIn }: RouteFacts): void {
  // A route that says neither is closed: forgetting the decorator must not open it.
  if (requirement ? !ability.can(requirement.action, requirement.object) : !signedIn) throw forbidden();
}
