import { policies } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';

/** Comments themselves need no policy: they follow what they are on. */
policies.register({
  object: 'commentSetting',
  label: text('评论设置', 'Comment settings'),
  actions: ['read', 'update'],
  scopes: ['all'],
});
