import { policies } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';

const ACTIONS = ['read', 'update', 'signOut'];
policies.register({
  object: 'signIn',
  label: text('登录安全', 'Sign-ins'),
  actions: ACTIONS,
  inPerson: ACTIONS,
  scopes: ['all'],
});
