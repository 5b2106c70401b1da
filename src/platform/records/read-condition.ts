import { ConditionInvalid, filterToCondition, parseCondition, type Condition } from '../condition/index.js';
import { Problem, validationFailed, type Issue } from '../errors/index.js';
import type { Catalogue } from './catalogue.js';
import { conditionProblem } from './list.errors.js';

/** Reads a condition of a body. @throws validationFailed with pointers below `/condition`, or below what is given */
export const readCondition = (input: unknown, catalogue: Catalogue, pointer = '/condition'): Condition =>
  wordingIssues('', () => parseCondition(input, catalogue, pointer));

/** Reads `filter[…]` of a query, or of a body. @throws validationFailed with pointers such as `?filter[status]`, `/filter[status]` */
export const readFilter = (filter: Record<string, unknown>, catalogue: Catalogue, within: '?' | '/' = '?'): Condition =>
  wordingIssues(within, () => filterToCondition(filter, catalogue));

/** Reads the many conditions of a body, such as those of rules, and gathers what is wrong with all of them. */
export class ConditionReader {
  readonly issues: Issue[] = [];

  constructor(private readonly catalogue: Catalogue) {}

  /** Undefined where it is not well-formed; what is wrong stands in `issues` by then. */
  read(input: unknown, pointer: string): Condition | undefined {
    try {
      return wordingIssues('', () => parseCondition(input, this.catalogue, pointer));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.issues.push(...error.issues);
      return undefined;
    }
  }

  /** @throws validationFailed with these issues and those of the conditions, if there are any */
  assertNone(issues: readonly Issue[] = []): void {
    const all = [...issues, ...this.issues];
    if (all.length > 0) throw validationFailed({}, all);
  }
}

function wordingIssues(prefix: string, read: () => Condition): Condition {
  try {
    return read();
  } catch (error) {
    throw error instanceof ConditionInvalid ? conditionProblem(error, prefix) : error;
  }
}
