import { problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const erasureNotFound = problem(404, 'ERASURE_NOT_FOUND', text('找不到该清除记录', 'There is no such erasure.'));
export const erasureOfNobody = problem(
  422,
  'ERASURE_OF_NOBODY',
  text('没有已离职的此员工', 'There is no such employee who has left.'),
);
