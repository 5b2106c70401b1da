import type { Ctx } from '../../platform/context/ctx.js';
import type { Issue, ProblemKind } from '../../platform/errors/index.js';
import { format } from '../../platform/i18n/locale.js';
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
}

/** The answer to a bulk request: a result per record, in the order sent. */
export class BulkView {
  items!: BulkItemView[];
}

/** Outcomes by id while a bulk request is worked out; absent means it succeeded. */
export type Refusals = Map<string, ProblemKind>;

/** @throws bulkRefused when the request was all-or-nothing and something was refused: the transaction takes back the rest */
export function bulkAnswer(ctx: Ctx, ids: readonly string[], refusals: Refusals, atomic: boolean): BulkView {
  if (atomic && refusals.size > 0)
    throw bulkRefused(
      {},
      ids.flatMap((id, index) => issueOf(index, refusals.get(id))),
    );
  return {
    items: ids.map((id) => {
      const refusal = refusals.get(id);
      return refusal ? { id, ok: false, code: refusal.code, detail: format(refusal.message, ctx.locale) } : { id, ok: true };
    }),
  };
}

const issueOf = (index: number, kind: ProblemKind | undefined): Issue[] =>
  kind ? [{ pointer: `/ids/${index}`, code: kind.code, message: kind.message }] : [];
