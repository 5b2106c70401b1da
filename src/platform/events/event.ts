/**
 * Something that happened in the domain, announced by the transaction that made it happen. The payload names rows by id;
 * handlers read what those rows are by then.
 */
export interface DomainEvent {
  type: string;
  payload: Readonly<Record<string, unknown>>;
}

/** A declared event: calling it makes one, and its type says which it is. */
export type EventDefinition<P extends Record<string, unknown>> = ((payload: P) => DomainEvent) & { readonly type: string };

/** Declares an event once; calling it makes one: `ctx.emit(leadReturned({ leadId, poolId }))`. */
export function defineEvent<P extends Record<string, unknown>>(type: string): EventDefinition<P> {
  return Object.assign((payload: P): DomainEvent => ({ type, payload }), { type });
}

/** An event as its handlers get it, after the commit of the transaction that announced it. */
export interface AnnouncedEvent<P = Readonly<Record<string, unknown>>> {
  id: string;
  type: string;
  payload: P;
  /** RFC 3339, when the announcing call began. */
  at: string;
  /** The employee who caused it; null where the program itself did. */
  actorId: string | null;
}
