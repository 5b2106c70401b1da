import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import type { AnnouncedEvent, EventDefinition } from './event.js';
import { Registry } from '../registry.js';

/**
 * Reacts to an event in a transaction of its own, as the system. It commits together with the note that it has run, so
 * that its changes are made once; what it throws is tried again. Slow work belongs into a job that it enqueues.
 */
export type EventHandler<P = Readonly<Record<string, unknown>>> = (ctx: Ctx, event: AnnouncedEvent<P>) => Promise<void>;

/** Who reacts to which event. Modules register in `onModuleInit`, in the API process as well: it addresses the messages. */
@Injectable()
export class EventHandlers {
  private readonly handlers = new Registry<EventHandler>('reactions to events');
  private readonly namesByType = new Map<string, string[]>();

  /**
   * Registers a reaction. The name (`pools.recompute`) is kept with every event handled, so it must never change.
   * @throws Error when the name is taken for this event
   */
  on<P extends Record<string, unknown>>(event: EventDefinition<P>, name: string, handle: EventHandler<P>): void {
    const key = keyOf(event.type, name);
    this.handlers.add(key, handle as EventHandler);
    this.namesByType.set(event.type, [...this.namesOf(event.type), name]);
  }

  /** Names of all handlers of an event; empty for one that nobody reacts to. */
  namesOf(type: string): readonly string[] {
    return this.namesByType.get(type) ?? [];
  }

  find(type: string, name: string): EventHandler | undefined {
    return this.handlers.get(keyOf(type, name));
  }
}

const keyOf = (type: string, name: string): string => `${name} of ${type}`;
