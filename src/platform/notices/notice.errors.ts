import { problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const noticeNotFound = problem(404, 'NOTICE_NOT_FOUND', text('通知不存在', 'There is no such notice.'));
