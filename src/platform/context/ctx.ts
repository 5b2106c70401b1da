import type { Ability } from '../authz/ability.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { DomainEvent } from '../events/event.js';
import type { Locale } from '../i18n/locale.js';
import type { JobRequest } from '../jobs/job.js';

/** By which means a change came about; the history shows it. */
export type Origin = 'api' | 'import' | 'rule' | 'job' | 'capture' | 'system';

/** What every call has, also one that nobody has signed in for. `db` is the open transaction. */
export interface PublicCtx {
  readonly db: UnitOfWork;
  /** The instant at which the call began; the only clock that business code reads. */
  readonly now: Date;
  readonly locale: Locale;
  readonly requestId: string;
  /** The caller's address and device, as far as known; the audit log and sessions keep them. */
  readonly client: { readonly ip: string; readonly userAgent: string; readonly deviceId?: string | undefined };
  /** What `emit` and `enqueue` have gathered; the outbox writes it before the commit. */
  readonly announced: { readonly events: DomainEvent[]; readonly jobs: JobRequest[] };
  /** Writes a domain event in this transaction; handlers run after the commit. */
  emit(event: DomainEvent): void;
  /** Writes a job in this transaction; a worker takes it after the commit. */
  enqueue(job: JobRequest): void;
}

/** Who acts. System actors (schedules, imports on behalf of nobody) have no employee. */
export interface Actor {
  readonly employeeId: string;
  readonly accountId: string;
  readonly sessionId: string | null;
  readonly name: string;
  /** Set where an administrator looks at what this employee would see; nothing can be written then. */
  readonly previewId?: string;
  readonly origin: Origin;
}

/** The first parameter of every service and query method: enterprise, actor, what they may do, the transaction. */
export interface Ctx extends PublicCtx {
  readonly tenantId: string;
  /** The enterprise's IANA time zone: calendar dates and working days are counted in it. */
  readonly zone: string;
  readonly actor: Actor;
  readonly ability: Ability;
  /** Number of the enterprise's custom fields and other definitions; what is cached of them is cached under it. */
  readonly definitionsVersion: number;
}
