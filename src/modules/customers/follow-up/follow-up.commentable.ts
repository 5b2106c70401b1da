import { text } from '../../../platform/i18n/locale.js';
import { registerCommentable } from '../../feed/index.js';
import { FOLLOW_UP, readable } from './follow-up.policy.js';

registerCommentable({
  object: FOLLOW_UP,
  label: text('跟进记录', 'follow-up'),
  table: 'follow_ups f',
  id: 'f.id',
  readable,
  tells: 'f.created_by',
});
