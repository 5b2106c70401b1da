import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyGate } from '../auth/api-key/api-key-gate.js';
import { AbilityCache } from '../authz/ability-cache.js';
import type { Ability } from '../authz/ability.js';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/index.js';
import { Database, type Opening, type UnitOwner } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { forbidden, passwordChangeRequired, sessionEnded, unauthenticated } from '../errors/index.js';
import type { DomainEvent } from '../events/event.js';
import { localeOf } from '../i18n/locale.js';
import { isApiKey, isPreview, type AppRequest, type Identity } from '../http/request.js';
import type { RouteFacts } from '../http/route-facts.js';
import type { JobRequest } from '../jobs/job.js';
import { admitCaller, admitPreview } from './admission.js';
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
    private readonly apiKeys: ApiKeyGate,
    @Inject(CONFIG) private readonly config: Config,
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
    const [unit, opening] = await this.database.open(readOnly, ownerOf(identity, request.id));
    try {
      if (isApiKey(identity)) await this.apiKeys.admit(identity, opening, request, this.clock.now());
      else if (!opening?.sessionAlive || opening.employeeStatus !== 'active') throw sessionEnded();
      request.ctx = await this.ctx(request, unit, identity, opening!);
      if (opening!.passwordMustChange && !facts.withInitialPassword) throw passwordChangeRequired();
      admitPreview(identity, facts, readOnly);
      permit((request.ctx as Ctx).ability, facts);
      admitCaller(identity, facts, opening!, this.config.auth.stepUpMinutes);
      return unit;
    } catch (error) {
      await unit.rollback();
      throw error;
    }
  }

  private async ctx(request: AppRequest, unit: UnitOfWork, identity: Identity, opening: Opening): Promise<Ctx> {
    const { tenantId, employeeId } = identity;
    const scopes = opening.apiKey?.scopes;
    const ability = await this.abilities.of(unit, tenantId, employeeId, opening.permissionsVersion, scopes);
    return {
      ...this.publicCtx(request, unit),
      tenantId,
      zone: opening.zone,
      definitionsVersion: opening.definitionsVersion,
      ability,
      actor: {
        employeeId,
        accountId: identity.accountId,
        sessionId: isApiKey(identity) || isPreview(identity) ? null : identity.sessionId,
        ...(isPreview(identity) ? { previewId: identity.previewId } : {}),
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
      client: clientOf(request),
      announced,
      emit: announced.emit,
      enqueue: announced.enqueue,
    };
  }
}

function clientOf({ ip, headers }: AppRequest): PublicCtx['client'] {
  const deviceId = headers['x-device-id'];
  return { ip, userAgent: headers['user-agent'] ?? '', deviceId: typeof deviceId === 'string' ? deviceId : undefined };
}

/** Services have no session; a preview lives by itself, and checks its viewer's session. */
function ownerOf(identity: Identity, requestId: string): UnitOwner {
  const { tenantId, employeeId, sessionId } = identity;
  const owner = { tenantId, employeeId, origin: 'api' as const, requestId };
  if (isPreview(identity)) return { ...owner, sessionId: null, previewId: identity.previewId };
  return { ...owner, sessionId: isApiKey(identity) ? null : sessionId };
}

function permit(ability: Ability, { requirement, signedIn }: RouteFacts): void {
  // A route that says neither is closed: forgetting the decorator must not open it.
  if (requirement ? !ability.can(requirement.action, requirement.object) : !signedIn) throw forbidden();
}
