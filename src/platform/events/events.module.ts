import { Global, Module } from '@nestjs/common';
import { EventHandlers } from './event-handlers.js';
import { EventWorker } from './event-worker.js';
import { Outbox } from './outbox.js';

/** Announcing what happened, and bringing it to whoever reacts. */
@Global()
@Module({
  providers: [EventHandlers, Outbox, EventWorker],
  exports: [EventHandlers, Outbox, EventWorker],
})
export class EventsModule {}
