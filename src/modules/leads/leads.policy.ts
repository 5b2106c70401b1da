import { raw } from 'sql-template-tag';
import { policies, type ObjectPolicy } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';
import { pooledStanding, poolRelations } from '../pools/index.js';

/**
 * Who may do what to leads. Roles say it for leads that somebody owns; for leads in a pool membership adds: members see
 * them and claim, administrators of the pool run it (POOL-01, POOL-13).
 */
export const leadPolicy: ObjectPolicy = {
  object: 'lead',
  label: text('线索', 'Lead'),
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
    'invalidate',
    'convert',
    'merge',
    'followUp',
    'import',
    'export',
  ],
  scopes: ['own', 'subordinates', 'department', 'departmentAndBelow', 'all'],
  ownerField: 'ownerId',
  columns: { ownerId: raw('r.owner_id'), poolId: raw('r.pool_id'), homePoolId: raw('r.home_pool_id') },
  relations: poolRelations,
  standing: pooledStanding,
};

policies.register(leadPolicy);

/** How leads become customers. */
policies.register({
  object: 'leadConversion',
  label: text('线索转换设置', 'Conversion of leads'),
  actions: ['read', 'update'],
  scopes: ['all'],
});

/** Forms on web sites that make leads. */
policies.register({
  object: 'captureForm',
  label: text('获客表单', 'Capture form'),
  actions: ['read', 'create', 'update'],
  scopes: ['all'],
});
