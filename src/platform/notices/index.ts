export type { NoticeKind } from './notice-kinds.js';
export { Notices, type Notice } from './notices.js';
export { NoticesModule } from './notices.module.js';
