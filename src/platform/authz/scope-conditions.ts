import type { Scope } from './grant.js';
import type { ObjectPolicy, RuleConditions } from './policy.js';

/** The rule conditions that a data scope stands for; undefined where the scope reaches nothing. */
export function scopeConditions(policy: ObjectPolicy, scope: Scope, employeeId: string): RuleConditions | undefined {
  if (scope === 'all') return {};
  if (!policy.ownerField || scope === 'none' || !policy.scopes.includes(scope)) return undefined;
  switch (scope) {
    case 'own':
      return { [policy.ownerField]: employeeId };
    case 'subordinates':
      return { [policy.ownerField]: { $visibleTo: employeeId } };
    case 'department':
      return { [policy.ownerField]: { $inDepartmentOf: employeeId } };
    case 'departmentAndBelow':
      return { [policy.ownerField]: { $inDepartmentTreeOf: employeeId } };
    case 'collaborating':
      return undefined;
  }
}
