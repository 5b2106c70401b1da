import type { DataSourceOptions } from 'typeorm';
import type { Config } from '../config/index.js';
import { connectionTypes } from './types.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Short statements gain nothing from compilation, and pages lie in memory or on solid state: one by an index costs little more than the next one. */
export const PLANNER = ['-c jit=off', '-c random_page_cost=1.1'] as const;

/** How the application connects: as its own role, in UTC, bounded in time, with our type parsers. */
export function connectionOptions({ database, role }: Config): PostgresOptions {
  const settings = [...PLANNER, '-c TimeZone=UTC', `-c statement_timeout=${database.statementTimeoutMs}`];
  if (database.assumeRole) settings.push(`-c role=${database.assumeRole}`);
  return {
    type: 'postgres',
    url: database.appUrl,
    applicationName: `highseas-${role}`,
    extra: {
      max: database.poolSize,
      options: settings.join(' '),
      types: connectionTypes,
      // Without it a lost network keeps requests waiting for the system's own time-out, which is minutes.
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    },
  };
}
