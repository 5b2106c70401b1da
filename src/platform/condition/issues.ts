/** Why a part of a condition cannot be taken; stable codes, worded for people by the HTTP layer. */
export type ConditionIssueCode =
  /** Neither a group nor a leaf: not an object, or none or several of all, any, not, field. */
  | 'CONDITION_MALFORMED'
  /** params: property */
  | 'CONDITION_UNKNOWN_PROPERTY'
  /** params: limit */
  | 'CONDITION_TOO_DEEP'
  /** params: limit */
  | 'CONDITION_TOO_LARGE'
  /** params: field */
  | 'CONDITION_UNKNOWN_FIELD'
  /** params: field, op, allowed */
  | 'CONDITION_OPERATOR_NOT_ALLOWED'
  /** params: op */
  | 'CONDITION_VALUE_NOT_ALLOWED'
  /** params: expected, the name of an operand's form, for example `integer` or `calendarDuration` */
  | 'CONDITION_VALUE_INVALID'
  /** params: value, choices */
  | 'CONDITION_VALUE_NOT_A_CHOICE'
  /** params: min, max */
  | 'CONDITION_LIST_LENGTH';

export interface ConditionIssue {
  /** JSON pointer into the body, or the query parameter for filters: `filter[level][in]`. */
  pointer: string;
  code: ConditionIssueCode;
  params: Readonly<Record<string, unknown>>;
}

/** Raised with every issue at once, never with the first alone. */
export class ConditionInvalid extends Error {
  constructor(readonly issues: readonly ConditionIssue[]) {
    super(`Invalid condition: ${issues.map((issue) => `${issue.code} at ${issue.pointer || '/'}`).join(', ')}`);
    this.name = 'ConditionInvalid';
  }
}
