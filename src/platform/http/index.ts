export { PageAfterIdRequest, PageLimit, PageRequest, whole } from './page.requests.js';
export { BodyOf } from './body-of.js';
export * from './context.decorator.js';
export * from './created.decorator.js';
export * from './fails.decorator.js';
export type { AppReply, AppRequest, Identity } from './request.js';
export * from './trimmed.js';
export { CrossOrigin, type OriginCheck } from './cross-origin.js';
