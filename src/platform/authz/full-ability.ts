import { Ability, rulesOf } from './ability.js';
import type { PolicyRegistry } from './policy.js';

/** May do everything: the program itself (schedules, founding an enterprise), never a person. */
export function fullAbility(registry: PolicyRegistry, employeeId: string): Ability {
  const everything = {
    roleId: '',
    roleName: 'system',
    grants: [{ object: '*', actions: ['*'], scope: 'all' as const }],
    fieldRules: [],
  };
  return new Ability(employeeId, registry, rulesOf(employeeId, [everything], registry), [everything]);
}
