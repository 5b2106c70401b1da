import { policies } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';
import { employeePolicy } from './employee/employee.descriptor.js';

const ALL = ['all'] as const;
policies.register({
  object: 'enterprise',
  label: text('企业', 'Enterprise'),
  actions: ['read', 'update'],
  inPerson: ['update'],
  scopes: ALL,
});
policies.register({
  object: 'department',
  label: text('部门', 'Department'),
  actions: ['read', 'create', 'update', 'delete'],
  scopes: ALL,
});
policies.register({
  object: 'role',
  label: text('角色', 'Role'),
  actions: ['read', 'create', 'update', 'delete', 'assign'],
  inPerson: ['create', 'update', 'delete', 'assign'],
  scopes: ALL,
});
policies.register(employeePolicy);
const MANAGE = ['read', 'create', 'update', 'delete'];
policies.register({ object: 'apiKey', label: text('API 密钥', 'API keys'), actions: MANAGE, inPerson: MANAGE, scopes: ALL });
