import createClient, { type Client } from 'openapi-fetch';
import { Authorization, type Credentials, type Tokens } from './credentials.js';
import { PATIENCE, persist, type Patience } from './patience.js';
import { ProblemError } from './problem.js';
import { queryOf } from './query.js';
import type { paths } from './schema.js';

export type HighSeas = Client<paths>;

export interface ClientSettings {
  /** Where the installation is: `https://crm.example.com`. */
  baseUrl: string;
  /** Without them only what is public can be asked for. */
  credentials?: Credentials;
  /** The language of messages and labels. */
  language?: 'zh-CN' | 'en';
  patience?: Partial<Patience>;
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * A typed client of all operations. Refusals are thrown as `ProblemError`, so that `data` is there whenever a call returns;
 * `dataOf` says so to the compiler. Each POST bears an `Idempotency-Key`: one of its own unless the caller gives one.
 */
export function connect({ baseUrl, credentials, language, patience, fetch = globalThis.fetch }: ClientSettings): HighSeas {
  const exchange = async (refreshToken: string): Promise<Tokens> =>
    dataOf(open.POST('/api/v1/sessions/refresh', { body: { refreshToken } }));
  const authorization = new Authorization(credentials, exchange);
  const signed = async (request: Request): Promise<Response> => {
    const again = request.clone();
    const sent = authorization.sign(request.headers);
    const response = await fetch(request);
    if (response.status !== 401 || !(await authorization.renew(sent))) return response;
    authorization.sign(again.headers);
    return fetch(again);
  };
  const client = (send: (request: Request) => Promise<Response>): HighSeas =>
    createClient<paths>({
      baseUrl,
      headers: language ? { 'Accept-Language': language } : {},
      querySerializer: queryOf,
      fetch: async (request) => {
        if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
          request.headers.set('Idempotency-Key', crypto.randomUUID());
        const { response, problem } = await persist(request, send, { ...PATIENCE, ...patience });
        if (problem) throw new ProblemError(problem);
        return response;
      },
    });
  const open = client(fetch);
  return client(signed);
}

/** What an operation answers: `const lead = await dataOf(api.GET('/api/v1/leads/{id}', …))`. */
export async function dataOf<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new TypeError('The operation answers nothing');
  return data;
}
