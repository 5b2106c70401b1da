import { text } from '../../../platform/i18n/locale.js';
import { registerCommentable } from '../../feed/index.js';
import { readable } from './follow-up.queries.js';

/** What comments and files call a follow-up. */
export const FOLLOW_UP = 'followUp';

registerCommentable({
  object: FOLLOW_UP,
  label: text('跟进记录', 'follow-up'),
  table: 'follow_ups f',
  id: 'f.id',
  readable,
  tells: 'f.created_by',
});
