export * from './ability.js';
export * from './can.decorator.js';
export * from './grant.js';
export * from './policy.js';
export * from './relation.js';
export * from './scoped.js';
