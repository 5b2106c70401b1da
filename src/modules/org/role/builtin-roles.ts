import { text, type Text } from '../../../platform/i18n/locale.js';
import type { Grant } from '../../../platform/authz/index.js';

/** A role that every enterprise has from its first day; its grants can be changed like any other's, it cannot be deleted. */
export interface BuiltinRole {
  key: string;
  name: Text;
  grants: Grant[];
}

const every = (objects: string[], scope: Grant['scope'] = 'all'): Grant[] =>
  objects.map((object) => ({ object, actions: ['*'], scope }));
const read = (...objects: string[]): Grant[] => objects.map((object) => ({ object, actions: ['read'], scope: 'all' }));

const CRM = ['lead', 'customer', 'pool'];
const DIRECTORY = read('employee', 'department', 'role', 'dictionary', 'customField', 'enterprise');

/** What salespeople do with customers of their own. */
const OWN_CUSTOMERS = [
  'read',
  'create',
  'update',
  'claim',
  'return',
  'transfer',
  'protect',
  'archive',
  'followUp',
  'collaborate',
  'setPrivate',
];

/** PERM-01's built-in roles. `employee` is held by everybody without being given. */
export const BUILTIN_ROLES: readonly BuiltinRole[] = [
  {
    key: 'systemAdministrator',
    name: text('系统管理员', 'System administrator'),
    grants: [{ object: '*', actions: ['*'], scope: 'all' }],
  },
  { key: 'announcementAdministrator', name: text('公告管理员', 'Announcement administrator'), grants: every(['announcement']) },
  { key: 'logAdministrator', name: text('日志管理员', 'Log administrator'), grants: every(['worklog']) },
  { key: 'topicAdministrator', name: text('话题管理员', 'Topic administrator'), grants: every(['topic']) },
  { key: 'approvalAdministrator', name: text('审批管理员', 'Approval administrator'), grants: every(['approval']) },
  { key: 'attendanceAdministrator', name: text('考勤管理员', 'Attendance administrator'), grants: every(['attendance']) },
  {
    key: 'crmAdministrator',
    name: text('CRM 管理员', 'CRM administrator'),
    grants: every([
      ...CRM,
      'customField',
      'dictionary',
      'layout',
      'savedView',
      'numberRule',
      'duplicateRule',
      'removal',
      'import',
      'export',
      'job',
      'schedule',
    ]),
  },
  {
    key: 'salesManager',
    name: text('销售经理', 'Sales manager'),
    grants: [
      {
        object: 'lead',
        actions: [
          'read',
          'create',
          'update',
          'claim',
          'return',
          'transfer',
          'protect',
          'invalidate',
          'convert',
          'followUp',
          'export',
          'import',
        ],
        scope: 'subordinates',
      },
      { object: 'customer', actions: [...OWN_CUSTOMERS, 'merge', 'export', 'import'], scope: 'subordinates' },
      { object: 'savedView', actions: ['share'], scope: 'all' },
    ],
  },
  {
    key: 'salesperson',
    name: text('销售员', 'Salesperson'),
    grants: [
      {
        object: 'lead',
        actions: ['read', 'create', 'update', 'claim', 'return', 'transfer', 'protect', 'invalidate', 'convert', 'followUp'],
        scope: 'own',
      },
      // superiors see and act on everything below them without being managers by role (PERM-02)
      { object: 'lead', actions: ['read', 'update', 'return', 'transfer', 'invalidate', 'followUp'], scope: 'subordinates' },
      { object: 'customer', actions: OWN_CUSTOMERS, scope: 'own' },
      {
        object: 'customer',
        actions: ['read', 'update', 'return', 'transfer', 'archive', 'followUp', 'collaborate'],
        scope: 'subordinates',
      },
    ],
  },
  { key: 'finance', name: text('财务', 'Finance'), grants: every(['contract', 'payment', 'invoice']) },
  { key: 'employee', name: text('员工', 'Employee'), grants: DIRECTORY },
];
