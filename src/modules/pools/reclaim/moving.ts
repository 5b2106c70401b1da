import { leavesOf } from '../../../platform/condition/index.js';
import type { ReclaimRules } from '../rule/rules.js';

/** Operators whose truth changes by the passing of time alone. */
const RELATIVE = new Set(['olderThan', 'within', 'withinNext', 'period']);

/** Whether deadlines under these rules can change without anything happening to the record. */
export function isMoving(rules: ReclaimRules): boolean {
  const conditions = [rules.exempt, ...rules.lines.map((line) => line.condition)];
  return rules.enabled && conditions.some((condition) => condition && leavesOf(condition).some(({ op }) => RELATIVE.has(op)));
}
