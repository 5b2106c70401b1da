export { CustomersService, type LockedCustomer } from './customer/customers.service.js';
export { customerDescriptor } from './customers.descriptor.js';
export * from './customers.errors.js';
export * from './customers.events.js';
export { CustomersModule } from './customers.module.js';
export { customerPolicy } from './customers.policy.js';
