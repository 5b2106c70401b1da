import { raw } from 'sql-template-tag';
import { policies, type ObjectPolicy, type StandingRule } from '../../platform/authz/index.js';
import { text } from '../../platform/i18n/locale.js';
import { administeredPools, memberPools } from './pool-relations.js';

/** Members see their pools, administrators of a pool run it; nobody else knows of it (POOL-13), save who may see all pools. */
export const poolPolicy: ObjectPolicy = {
  object: 'pool',
  label: text('线索池与公海', 'Pool'),
  actions: ['read', 'create', 'update', 'configure', 'reclaim'],
  scopes: ['all'],
  columns: { id: raw('r.id') },
  relations: [memberPools, administeredPools],
  standing: (employeeId): StandingRule[] => [
    { actions: ['read'], conditions: { id: { $memberPools: employeeId } }, reason: 'poolMember', requires: null },
    {
      actions: ['read', 'update', 'configure', 'reclaim'],
      conditions: { id: { $administeredPools: employeeId } },
      reason: 'poolAdministrator',
      requires: null,
    },
  ],
};

policies.register(poolPolicy);

policies.register({
  object: 'duplicateRule',
  label: text('查重规则', 'Duplicate rule'),
  actions: ['read', 'update'],
  scopes: ['all'],
});
