export { connect, dataOf, type ClientSettings, type HighSeas } from './client.js';
export type { Credentials, Tokens } from './credentials.js';
export type { Patience } from './patience.js';
export { ProblemError, type Problem } from './problem.js';
export type { components, operations, paths } from './schema.js';
