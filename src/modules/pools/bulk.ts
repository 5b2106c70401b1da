import type { Ctx } from '../../platform/context/ctx.js';
import { Problem, type Issue, type ProblemKind } from '../../platform/errors/index.js';
import { bulkRefused } from './pools.errors.js';

/** What became of one record of a bulk request. */
export class BulkItemView {
  /** @format uuid */
  id!: string;

  ok!: boolean;

  /**
   * Why not; stable.
   * @example "CLAIM_CONFLICT"
   */
  code?: string;

  /** Why not, in words. */
  detail?: string;

  /** With `LEVEL_HOLDING_LIMIT_REACHED`: the level of which one owns as many as allowed, as the rules name it. */
  level?: string;
}

/** The answer to a bulk request: a result per record, in the order sent. */
export class BulkView {
  items!: BulkItemView[];
}

/** Outcomes by id while a bulk request is worked out; absent means it succeeded. */
export type Refusals = Map<string, ProblemKind | Problem>;

/** @throws bulkRefused when the request was all-or-nothing and something was refused: the transaction takes back the rest */
export function bulkAnswer(ctx: Ctx, ids: readonly string[], refusals: Refusals, atomic: boolean): BulkView {
  if (atomic && refusals.size > 0)
    throw bulkRefused(
      {},
      ids.flatMap((id, index) => issueOf(index, refusals.get(id))),
    );
  return { items: ids.map((id) => itemOf(ctx, id, refusals.get(id))) };
}

function itemOf(ctx: Ctx, id: string, refusal: ProblemKind | Problem | undefined): BulkItemView {
  if (!refusal) return { id, ok: true };
  const problem = problemOf(refusal);
  const { level } = problem.params as { level?: string };
  return { id, ok: false, code: problem.code, detail: problem.detail(ctx.locale), ...(level === undefined ? {} : { level }) };
}

function issueOf(index: number, refusal: ProblemKind | Problem | undefined): Issue[] {
  if (!refusal) return [];
  const { kind, code, params } = problemOf(refusal);
  return [{ pointer: `/ids/${index}`, code, message: kind.message, params }];
}

const problemOf = (refusal: ProblemKind | Problem): Problem => (refusal instanceof Problem ? refusal : refusal());
