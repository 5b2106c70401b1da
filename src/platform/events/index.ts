export * from './event.js';
export * from './event-handlers.js';
