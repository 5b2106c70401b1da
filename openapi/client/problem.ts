import type { components } from './schema.js';

/** An answer of 400 and above, as the document describes it (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** What the server refused. Programs decide by `code`, people read `detail`, forms show `errors` at their fields. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Stable: `VERSION_MISMATCH`, `LEAD_DUPLICATE`. */
  get code(): string {
    return this.problem.code;
  }

  /** What is wrong with single fields, each with a pointer. */
  get errors(): NonNullable<Problem['errors']> {
    return this.problem.errors ?? [];
  }
}

/** Reads a refusal; whatever stands between the client and the server may answer without a problem document. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  if (/json/.test(response.headers.get('content-type') ?? '')) {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.code === 'string') return body as Problem;
  }
  const title = response.statusText || 'Refused';
  return {
    type: 'about:blank',
    title,
    status: response.status,
    code: `HTTP_${response.status}`,
    detail: text || title,
    instance: '',
  };
}
