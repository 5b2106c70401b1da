import { problem } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';

export const explainedNotFound = problem(
  404,
  'EXPLAINED_NOT_FOUND',
  text('员工或记录不存在', 'There is no such employee or record.'),
);
