export * from './problem.js';
export * from './common.js';
export * from './access.js';
export * from './constraint.js';
