import type { DataSourceOptions } from 'typeorm';
import type { Config } from '../config/index.js';
import { HEARS_LOSSES } from './lost-connections.js';
import { connectionTypes } from './types.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Short statements gain nothing from compilation, and pages lie in memory or on solid state: one by an index costs little more than the next one. */
export const PLANNER = ['-c jit=off', '-c random_page_cost=1.1'] as const;

/** A server that says nothing for so long after it should have ended a statement is out of reach. */
const SILENCE_MS = 3000;

/** How the application connects: as its own role, in UTC, bounded in time, with our type parsers. */
export function connectionOptions({ database, role }: Config): PostgresOptions {
  const settings = [...PLANNER, '-c TimeZone=UTC', `-c statement_timeout=${database.statementTimeoutMs}`];
  if (database.assumeRole) settings.push(`-c role=${database.assumeRole}`);
  return {
    type: 'postgres',
    url: database.appUrl,
    applicationName: `highseas-${role}`,
    extra: {
      ...HEARS_LOSSES,
      max: database.poolSize,
      options: settings.join(' '),
      types: connectionTypes,
      connectionTimeoutMillis: 10_000,
      // A network that swallows everything without a word would otherwise keep a request until the system's own time-outs,
      // which are minutes and hours. The server's own limit comes first wherever the server is heard.
      query_timeout: database.statementTimeoutMs + SILENCE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  };
}
