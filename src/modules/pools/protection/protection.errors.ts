import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const notOwned = problem(409, 'RECORD_NOT_OWNED', text('该记录没有负责人', 'Nobody owns this record.'));
