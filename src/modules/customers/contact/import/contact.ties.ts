import { text } from '../../../../platform/i18n/locale.js';
import { registerTie } from '../../../../platform/records/index.js';

// What shows that somebody has worked with a contact; modules above register theirs.
registerTie({
  object: 'contact',
  table: 'follow_up_contacts',
  column: 'contact_id',
  code: 'FOLLOWED_UP',
  reason: text('已有跟进记录', 'It has been followed up'),
});
