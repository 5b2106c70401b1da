import { ConditionInvalid, filterToCondition, parseCondition, type Condition } from '../condition/index.js';
import type { Catalogue } from './catalogue.js';
import { conditionProblem } from './list.errors.js';

/** Reads a condition of a body. @throws validationFailed with pointers below `/condition` */
export const readCondition = (input: unknown, catalogue: Catalogue): Condition =>
  wordingIssues('', () => parseCondition(input, catalogue, '/condition'));

/** Reads `filter[…]` of a query. @throws validationFailed with pointers such as `?filter[status]` */
export const readFilter = (filter: Record<string, unknown>, catalogue: Catalogue): Condition =>
  wordingIssues('?', () => filterToCondition(filter, catalogue));

function wordingIssues(prefix: string, read: () => Condition): Condition {
  try {
    return read();
  } catch (error) {
    throw error instanceof ConditionInvalid ? conditionProblem(error, prefix) : error;
  }
}
