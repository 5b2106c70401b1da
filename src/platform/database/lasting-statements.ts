import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/index.js';
import { isFarewell } from '../process.js';
import { connectionOptions } from './connection.js';
import { statementName } from './statement-names.js';

/** Statements take a millisecond; more connections would only lie idle. */
const CONNECTIONS = 2;

/**
 * Statements that stand although the request fails: counters of failures, the end of a copied session. They have connections of
 * their own, because a request that waited for a second one while holding its first could wait for ever.
 */
@Injectable()
export class LastingStatements implements OnApplicationShutdown {
  private readonly logger = new Logger(LastingStatements.name);
  private readonly pool: pg.Pool;

  constructor(@Inject(CONFIG) config: Config) {
    const { url, applicationName, extra } = connectionOptions(config);
    this.pool = new pg.Pool({
      ...(extra as pg.PoolConfig),
      connectionString: url,
      application_name: `${applicationName}-lasting`,
      max: CONNECTIONS,
    });
    this.pool.on('error', (error) => {
      if (!isFarewell(error)) this.logger.warn(`A connection was lost: ${error.message}`);
    });
  }

  /** Sends one statement, which commits by itself. */
  async query<T extends pg.QueryResultRow>(statement: Sql): Promise<T[]> {
    const text = statement.text;
    return (await this.pool.query<T>({ name: statementName(text), text, values: statement.values })).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
