/**
 * Something that happened in the domain, announced by the transaction that made it happen. The payload names rows by id;
 * handlers read what those rows are by then.
 */
export interface DomainEvent {
  type: string;
  payload: Readonly<Record<string, unknown>>;
}

/** Declares an event once; calling it makes one: `ctx.emit(leadReturned({ leadId, poolId }))`. */
export function defineEvent<P extends Record<string, unknown>>(type: string): ((payload: P) => DomainEvent) & { readonly type: string } {
  return Object.assign((payload: P): DomainEvent => ({ type, payload }), { type });
}
