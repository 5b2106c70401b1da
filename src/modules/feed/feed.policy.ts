import { policies } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';

/** Comments themselves need no policy: they follow what they are on. */
policies.register({
  object: 'commentSetting',
  label: text('评论设置', 'Comment settings'),
  actions: ['read', 'update'],
  scopes: ['all'],
});

/** Who may remove what others have published (OPS-03); what they may not read, they do not remove. */
policies.register({
  object: 'removal',
  label: text('内容移除', 'Removals of published items'),
  actions: ['read', 'create'],
  scopes: ['all'],
});
