import { raw } from 'sql-template-tag';
import { policies, type ObjectPolicy } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';
import { collaborationOn } from './collaborator/collaborator-relations.js';
import { keptFrom } from './privacy/private-to.js';
import { pooledStanding, poolRelations } from '../pools/index.js';

const collaboration = collaborationOn('customer', ['update', 'followUp']);

/** Who may do what to customers. Roles say it for customers that somebody owns; for those in a sea membership adds (POOL-01); collaborators read, or read and write (PERM-03). */
export const customerPolicy: ObjectPolicy = {
  object: 'customer',
  label: text('客户', 'Customer'),
  actions: [
    'read',
    'create',
    'update',
    'claim',
    'assign',
    'return',
    'takeBack',
    'transfer',
    'move',
    'protect',
    'quarantine',
    'archive',
    'merge',
    'followUp',
    'collaborate',
    'setPrivate',
    'import',
    'export',
  ],
  scopes: ['own', 'subordinates', 'department', 'departmentAndBelow', 'all'],
  ownerField: 'ownerId',
  columns: { id: raw('r.id'), ownerId: raw('r.owner_id'), poolId: raw('r.pool_id'), homePoolId: raw('r.home_pool_id') },
  relations: [...poolRelations, ...collaboration.relations],
  collaborating: collaboration.all,
  standing: (employeeId) => [...pooledStanding(employeeId), ...collaboration.standing(employeeId)],
  keeps: { from: keptFrom, known: true },
};

policies.register(customerPolicy);
