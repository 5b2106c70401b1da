import fc from 'fast-check';
import qs from 'qs';
import request from 'supertest';
import { checkAnswer } from '../support/openapi-answers.js';
import { ROWS } from '../support/rows.js';
import { useWorld } from '../support/world.js';
import { idOf, queryOf, valueOf } from './arbitraries.js';
import { operations, pathOf, type Operation } from './operations.js';

jest.setTimeout(180_000);
const world = useWorld();

/** Another seed finds other requests: SEED=… repeats a run, RUNS=… lengthens it. */
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.RUNS ?? 12);
/** These end the session that the others need, or stream. */
const LEFT_OUT = ['signIn.signOut', 'me.endSession', 'me.endOtherSessions', 'jobs.events'];

interface Trial {
  value: string;
  query: Record<string, unknown>;
  body: unknown;
  headers: Record<string, string>;
}

const HEADERS = fc.record(
  {
    'If-Match': fc.constantFrom('"1"', '"0"', '*', 'W/"1"', '"99999999999"', 'x'),
    'Idempotency-Key': fc.oneof(fc.constantFrom('same', ' ', 'x'.repeat(300)), fc.uuid()),
    'Accept-Language': fc.constantFrom('en', 'zh-CN', 'xx;q=9', '*', 'en;q=abc'),
    'Content-Type': fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'application/xml',
      'x',
    ),
  },
  { requiredKeys: [] },
);

const trialOf = (operation: Operation, present: string | undefined, wild: boolean): fc.Arbitrary<Trial> =>
  fc.record({
    value: operation.parameters.length === 0 ? fc.constant('') : wild ? idOf(present) : fc.constant(present ?? 'x'),
    query: queryOf(operation, wild),
    body: operation.body ? valueOf(operation.body.schema, wild) : fc.constant(undefined),
    headers: wild ? HEADERS : fc.constant({}),
  });

/** Like fc.assert, but a body of kilobytes is cut short in the report. */
async function holds(trials: fc.Arbitrary<Trial>, numRuns: number, send: (trial: Trial) => Promise<void>): Promise<void> {
  const { failed, counterexample, errorInstance } = await fc.check(fc.asyncProperty(trials, send), { seed: SEED, numRuns });
  if (failed) throw new Error(`${String(errorInstance)}\n${JSON.stringify(counterexample).slice(0, 1500)}`);
}

describe('whatever is sent', () => {
  const present = new Map<string, string>();
  let token = '';
  beforeAll(async () => {
    const acme = await world.enterprise();
    token = acme.admin.token!;
    for (const [address, make] of Object.entries(ROWS)) present.set(address, await make(acme, world));
  });

  async function send(operation: Operation, { value, query, body, headers }: Trial): Promise<void> {
    const path = pathOf(operation, value);
    const url = `/api/v1${path}?${qs.stringify(query)}`;
    const agent = request(world.url);
    const call = agent[operation.method](url).set('Authorization', `Bearer ${token}`).set(headers);
    void call.ok(() => true);
    if (body !== undefined) {
      if (headers['Content-Type'] === undefined) void call.set('Content-Type', 'application/json');
      void call.send(JSON.stringify(body));
    }
    const answer = await call;
    if (answer.status >= 500) throw new Error(`${operation.method} ${url} → ${answer.status} ${answer.text}`);
    checkAnswer(operation.method, path, answer);
  }

  it.each(operations.filter(({ id }) => !LEFT_OUT.includes(id)).map((operation) => [operation.id, operation] as const))(
    `API-01 is answered as documented, and never by an internal error: %s (SEED=${SEED})`,
    async (_, operation) => {
      const row = present.get(operation.path.slice(0, operation.path.indexOf('}') + 1));
      await holds(trialOf(operation, row, false), RUNS, (trial) => send(operation, trial));
      await holds(trialOf(operation, row, true), RUNS * 2, (trial) => send(operation, trial));
    },
  );
});
