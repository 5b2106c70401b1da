import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const followUpNotFound = problem(404, 'FOLLOW_UP_NOT_FOUND', text('跟进记录不存在', 'There is no such follow-up.'));
export const followUpClosed = problem(
  409,
  'FOLLOW_UP_CLOSED',
  text('其所属记录已不再跟进,不能修改', 'What it is of is followed up no more, and its follow-ups do not change.'),
);
