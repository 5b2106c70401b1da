export { keysOf } from './lead/new-lead.js';
export { leadDescriptor } from './leads.descriptor.js';
export * from './leads.events.js';
export { LeadsModule } from './leads.module.js';
