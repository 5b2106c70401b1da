export * from './ability.js';
export * from './can.decorator.js';
export * from './grant.js';
export { InPerson, SteppedUp } from './in-person.decorator.js';
export { isInScope, narrowed } from './key-scope.js';
export * from './policy.js';
export * from './relation.js';
export type { PathNode, RelationPath } from './relation-path.js';
export * from './scoped.js';
