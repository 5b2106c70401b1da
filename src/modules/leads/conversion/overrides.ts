import { Problem } from '../../../platform/errors/index.js';
import type { Values } from './conversion-draft.js';

/** What a request says goes before what was carried over; its nulls empty. Places are no values. */
export function overridden(carried: Values, said: object | null | undefined): Values {
  const { poolId: _pool, ownerId: _owner, route: _route, custom, ...values } = (said ?? {}) as Values;
  const own = { ...carried.custom, ...custom };
  const given = Object.entries({ ...carried, ...values }).filter(([key, value]) => key !== 'custom' && value !== undefined);
  return { ...Object.fromEntries(given), ...(Object.keys(own).length > 0 ? { custom: own } : {}) };
}

/** Runs what knows its own body alone; the pointers of what it throws lead to where that stands in the request. */
export async function below<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.issues.length === 0) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, pointer: `${path}${issue.pointer}` }));
    throw new Problem(error.kind, error.params, issues);
  }
}
