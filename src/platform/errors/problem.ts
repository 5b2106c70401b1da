import type { Locale, Text } from '../i18n/locale.js';
import { format } from '../i18n/locale.js';

/** What is wrong with one field: an RFC 6901 pointer into the body, or `?name` for a query parameter. */
export interface Issue {
  pointer: string;
  code: string;
  message: Text;
  params?: Record<string, unknown>;
}

/** One kind of error, declared once; calling it makes an error to throw: `throw leadNotFound()`. */
export interface ProblemKind {
  (params?: Record<string, unknown>, issues?: Issue[]): Problem;
  readonly status: number;
  readonly code: string;
  readonly message: Text;
}

/** A declared error on its way to the client (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly params: Record<string, unknown> = {},
    readonly issues: Issue[] = [],
  ) {
    super(kind.code);
  }

  get status(): number {
    return this.kind.status;
  }

  get code(): string {
    return this.kind.code;
  }

  detail(locale: Locale): string {
    return format(this.kind.message, locale, this.params);
  }
}

const declared = new Map<string, ProblemKind>();

/** Declares an error: HTTP status, stable code and its words. A code is declared once in the whole program. */
export function problem(status: number, code: string, message: Text): ProblemKind {
  if (declared.has(code)) throw new Error(`The problem ${code} is declared twice`);
  const kind = ((params, issues) => new Problem(kind, params, issues)) as {
    -readonly [K in keyof ProblemKind]: ProblemKind[K];
  } & ((params?: Record<string, unknown>, issues?: Issue[]) => Problem);
  Object.assign(kind, { status, code, message });
  declared.set(code, kind);
  return kind;
}

/** All declared errors by code; the API reference lists them. */
export const declaredProblems = (): ReadonlyMap<string, ProblemKind> => declared;

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  errors?: { pointer: string; code: string; detail: string }[];
  [extension: string]: unknown;
}

/** Words a problem for one reader. Parameters named in `extensions` are sent along as members of their own. */
export function problemBody(error: Problem, locale: Locale, instance: string): ProblemBody {
  const { currentVersion, retryAfter, duplicates } = error.params;
  return {
    type: `/problems/${error.code}`,
    title: error.code
      .toLowerCase()
      .split('_')
      .join(' ')
      .replace(/^./, (first) => first.toUpperCase()),
    status: error.status,
    code: error.code,
    detail: error.detail(locale),
    instance,
    ...(currentVersion === undefined ? {} : { currentVersion }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(error.issues.length === 0
      ? {}
      : {
          errors: error.issues.map((issue) => ({
            pointer: issue.pointer,
            code: issue.code,
            detail: format(issue.message, locale, issue.params),
          })),
        }),
  };
}
