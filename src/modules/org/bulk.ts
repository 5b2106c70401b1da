import type { Ctx } from '../../platform/context/ctx.js';
import type { Problem } from '../../platform/errors/index.js';
import type { BulkAnswerView } from './bulk.view.js';

/** The answer to a bulk act: each id with what was wrong, where something was. */
export function bulkView(ctx: Ctx, ids: string[], failure: (id: string) => Problem | undefined): BulkAnswerView {
  const items = ids.map((id) => {
    const problem = failure(id);
    return problem ? { id, ok: false, code: problem.code, detail: problem.detail(ctx.locale) } : { id, ok: true };
  });
  return { items };
}
