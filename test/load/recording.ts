import { statementsOf } from '../support/statements.js';
import type { Scenario } from './scenario.js';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Sends a scenario's request once through an application of this process and keeps what it sends to the database. */
export async function record(
  scenario: Omit<Scenario, 'statements' | 'madeIds'>,
  send: () => Promise<unknown>,
): Promise<Scenario> {
  const statements = (await statementsOf(send)).map(({ text, values }) => ({ text, values }));
  const known = new Set([...(scenario.targets ?? []), ...(JSON.stringify(scenario.body ?? '').match(ID) ?? [])]);
  const now = Date.now();
  // UUIDv7 begin with the time at which they were made: those of the last seconds were made by the request
  const made = [...new Set(JSON.stringify(statements).match(ID) ?? [])].filter(
    (id) => !known.has(id) && Math.abs(parseInt(id.replace(/-/g, '').slice(0, 12), 16) - now) < 10_000,
  );
  return { ...scenario, statements, madeIds: made };
}
