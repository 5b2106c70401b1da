import type { ObjectPolicy } from '../authz/index.js';
import { text } from '../i18n/locale.js';

/** The log is written by the program alone; roles may only be allowed to read it. */
export const auditPolicy: ObjectPolicy = {
  object: 'auditLog',
  label: text('操作日志', 'Audit log'),
  actions: ['read'],
  scopes: ['all'],
};
