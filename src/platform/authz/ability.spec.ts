import { raw } from 'sql-template-tag';
import { text } from '../i18n/locale.js';
import { rulesOf } from './ability.js';
import type { Grant } from './grant.js';
import { PolicyRegistry } from './policy.js';

const registry = new PolicyRegistry();
registry.register({
  object: 'boat',
  label: text('船', 'Boat'),
  actions: ['read', 'sail'],
  scopes: ['own', 'subordinates', 'all'],
  ownerField: 'ownerId',
  columns: { ownerId: raw('r.owner_id') },
});

const conditions = (...grants: Grant[]) =>
  rulesOf('me', [{ roleId: 'r', roleName: 'Skipper', grants, fieldRules: [] }], registry).map((rule) => [
    rule.action,
    rule.conditions,
  ]);

describe('rulesOf', () => {
  it('PERM-01 keeps the widest scope of each action only', () => {
    expect(
      conditions({ object: 'boat', actions: ['read'], scope: 'own' }, { object: '*', actions: ['*'], scope: 'subordinates' }),
    ).toEqual([
      ['read', { ownerId: { $visibleTo: 'me' } }],
      ['sail', { ownerId: { $visibleTo: 'me' } }],
    ]);
    expect(
      conditions({ object: 'boat', actions: ['read'], scope: 'all' }, { object: 'boat', actions: ['read'], scope: 'own' }),
    ).toEqual([['read', undefined]]);
  });

  it('PERM-01 loses nothing to a scope that the object does not know', () => {
    expect(
      conditions({ object: 'boat', actions: ['read'], scope: 'own' }, { object: '*', actions: ['*'], scope: 'collaborating' }),
    ).toEqual([['read', { ownerId: 'me' }]]);
    expect(
      conditions({ object: '*', actions: ['*'], scope: 'departmentAndBelow' }, { object: '*', actions: ['*'], scope: 'none' }),
    ).toEqual([]);
  });
});
