import type { Condition } from './condition.js';
import type { FieldCatalogue } from './field.js';
import { ConditionInvalid, type ConditionIssue } from './issues.js';
import { type LeafPointers, LeafReader, type Report } from './leaf.js';

/** Groups and leaves on top of each other. */
export const MAX_DEPTH = 8;
/** Leaves of a whole condition; an empty group counts as one. */
export const MAX_LEAVES = 200;
/** Issues listed in one refusal: whoever made more has one mistake in a loop. */
const MAX_ISSUES = 100;

/**
 * Reads a condition that came from outside, typed against the catalogue. The answer is made anew of known properties
 * alone, so that it can be stored and compiled later.
 * @param pointer JSON pointer to `input` in the body, before each issue's own.
 * @throws ConditionInvalid with all issues, up to a hundred.
 */
export function parseCondition(input: unknown, catalogue: FieldCatalogue, pointer = ''): Condition {
  const issues = new IssueList();
  const condition = new ConditionReader(catalogue, issues.report).node(input, pointer, 1);
  return issues.unlessAny(condition);
}

/** Collects issues, and raises them together. */
export class IssueList {
  private readonly issues: ConditionIssue[] = [];

  readonly report: Report = (pointer, code, params = {}) => {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ pointer, code, params });
  };

  /** The result; without one, there are issues that say why. */
  unlessAny<T>(result: T | undefined): T {
    if (result === undefined || this.issues.length > 0) throw new ConditionInvalid(this.issues);
    return result;
  }
}

type Shape = 'all' | 'any' | 'not' | 'field';
const shapes: Readonly<Record<Shape, readonly string[]>> = {
  all: ['all'],
  any: ['any'],
  not: ['not'],
  field: ['field', 'op', 'value'],
};

class ConditionReader {
  private readonly leaves: LeafReader;
  private leafCount = 0;

  constructor(
    catalogue: FieldCatalogue,
    private readonly report: Report,
  ) {
    this.leaves = new LeafReader(catalogue, report);
  }

  node(input: unknown, pointer: string, depth: number): Condition | undefined {
    if (depth > MAX_DEPTH) return this.refuse(pointer, 'CONDITION_TOO_DEEP', { limit: MAX_DEPTH });
    const node = plainObject(input);
    const [shape, ...others] = (Object.keys(shapes) as Shape[]).filter((key) => node && Object.hasOwn(node, key));
    if (!node || !shape || others.length > 0) return this.refuse(pointer, 'CONDITION_MALFORMED');
    for (const property of Object.keys(node).filter((key) => !shapes[shape].includes(key))) {
      this.refuse(`${pointer}/${escapePointer(property)}`, 'CONDITION_UNKNOWN_PROPERTY', { property });
    }
    if (shape === 'field') return this.leaf(node, pointer);
    if (shape !== 'not') return this.group(shape, node[shape], `${pointer}/${shape}`, depth);
    const inner = this.node(node.not, `${pointer}/not`, depth + 1);
    return inner && { not: inner };
  }

  private group(shape: 'all' | 'any', input: unknown, pointer: string, depth: number): Condition | undefined {
    if (!Array.isArray(input)) return this.refuse(pointer, 'CONDITION_MALFORMED');
    if (input.length === 0 && !this.counted(pointer)) return undefined;
    const members: Condition[] = [];
    for (const [index, member] of input.entries()) {
      if (this.leafCount > MAX_LEAVES) return undefined;
      const condition = this.node(member, `${pointer}/${index}`, depth + 1);
      if (condition) members.push(condition);
    }
    return shape === 'all' ? { all: members } : { any: members };
  }

  private leaf(node: Record<string, unknown>, pointer: string): Condition | undefined {
    if (!this.counted(pointer)) return undefined;
    return this.leaves.read({ field: node.field, op: node.op, value: node.value }, pointersBelow(pointer));
  }

  /** Counts a leaf; reports the first one too many, after which reading stops. */
  private counted(pointer: string): boolean {
    this.leafCount += 1;
    if (this.leafCount === MAX_LEAVES + 1) this.refuse(pointer, 'CONDITION_TOO_LARGE', { limit: MAX_LEAVES });
    return this.leafCount <= MAX_LEAVES;
  }

  private refuse(...issue: Parameters<Report>): undefined {
    this.report(...issue);
  }
}

function pointersBelow(pointer: string): LeafPointers {
  const value = `${pointer}/value`;
  return { field: `${pointer}/field`, op: `${pointer}/op`, value, item: (index) => `${value}/${index}` };
}

function plainObject(input: unknown): Record<string, unknown> | undefined {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isObject ? (input as Record<string, unknown>) : undefined;
}

/** RFC 6901. */
function escapePointer(property: string): string {
  return property.replaceAll('~', '~0').replaceAll('/', '~1');
}
