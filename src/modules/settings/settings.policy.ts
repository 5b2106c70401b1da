import { policies } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';

policies.register({
  object: 'customField',
  label: text('自定义字段', 'Custom field'),
  actions: ['read', 'create', 'update', 'delete'],
  scopes: ['all'],
});

policies.register({
  object: 'dictionary',
  label: text('字典', 'Dictionary'),
  actions: ['read', 'create', 'update', 'delete'],
  scopes: ['all'],
});

policies.register({
  object: 'numberRule',
  label: text('编号规则', 'Number rule'),
  actions: ['read', 'update'],
  scopes: ['all'],
});

policies.register({
  object: 'savedView',
  label: text('视图', 'Saved view'),
  // everybody keeps views of their own; update: change what others share, and choose what lists begin with
  actions: ['share', 'update'],
  scopes: ['all'],
});

policies.register({
  object: 'layout',
  label: text('表单布局', 'Form layout'),
  actions: ['read', 'update'],
  scopes: ['all'],
});
