import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const revealLimitReached = problem(
  429,
  'REVEAL_LIMIT_REACHED',
  text('今天可查看的次数已用完({limit} 条)', 'You have looked at as many records as allowed today ({limit}).'),
);
