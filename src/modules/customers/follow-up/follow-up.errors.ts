import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const followUpNotFound = problem(404, 'FOLLOW_UP_NOT_FOUND', text('跟进记录不存在', 'There is no such follow-up.'));
