import type { PoolClient, QueryResultRow } from 'pg';
import type { Sql } from 'sql-template-tag';
import type { EntityManager, QueryRunner } from 'typeorm';
import { cancelRunning } from './cancel-request.js';
import { statementName } from './statement-names.js';

/**
 * One open transaction. SQL is sent as named prepared statements, because parsing and planning the same text again is a
 * third of a short request's cost; TypeORM's manager works on the same connection for entities.
 */
export class UnitOfWork {
  private finished = false;
  private held: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    readonly readOnly: boolean,
  ) {}

  /** TypeORM on this very transaction. */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** Stops what runs in this transaction, whose client has left. The connection is kept until the request is through, so that it cannot hit the next transaction on it. */
  cancel(): void {
    this.held = cancelRunning(this.client);
  }

  async query<T extends QueryResultRow = QueryResultRow>(statement: Sql): Promise<T[]> {
    const text = statement.text;
    const result = await this.client.query<T>({ name: statementName(text), text, values: statement.values });
    return result.rows;
  }

  /** The first row, or undefined. */
  async maybe<T extends QueryResultRow = QueryResultRow>(statement: Sql): Promise<T | undefined> {
    return (await this.query<T>(statement))[0];
  }

  /** Exactly one row; more or fewer is a programming error. */
  async one<T extends QueryResultRow = QueryResultRow>(statement: Sql): Promise<T> {
    const rows = await this.query<T>(statement);
    if (rows.length !== 1) throw new Error(`Expected one row, got ${rows.length}`);
    return rows[0]!;
  }

  /** Sends the statement and returns how many rows it touched. */
  async run(statement: Sql): Promise<number> {
    const text = statement.text;
    const result = await this.client.query({ name: statementName(text), text, values: statement.values });
    return result.rowCount ?? 0;
  }

  /**
   * Sends a statement whose text is seldom the same twice, or that works on a whole set: planned afresh for its very
   * values, because a kept plan is made for the average and can cost a set its index.
   */
  async once<T extends QueryResultRow = QueryResultRow>(statement: Sql): Promise<T[]> {
    const result = await this.client.query<T>(statement.text, statement.values);
    return result.rows;
  }

  /** Like `once`, and returns how many rows it touched. */
  async runOnce(statement: Sql): Promise<number> {
    const result = await this.client.query(statement.text, statement.values);
    return result.rowCount ?? 0;
  }

  /** The low-level door that the job queue writes through. */
  async executeSql(text: string, values: unknown[] = []): Promise<{ rows: unknown[]; rowCount: number | null }> {
    return this.client.query(text, values);
  }

  async commit(): Promise<void> {
    await this.finish('COMMIT');
  }

  async rollback(): Promise<void> {
    await this.finish('ROLLBACK');
  }

  private async finish(command: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (this.finished) return;
    this.finished = true;
    await this.held;
    try {
      const result = await this.client.query(command);
      // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK: nothing was kept, so nothing may be announced.
      if (command === 'COMMIT' && result.command !== 'COMMIT') throw new Error('The transaction had failed before its commit');
    } catch (error) {
      // A connection that cannot finish is broken: hand it back as such, so that the pool drops it.
      await this.release(error as Error);
      throw error;
    }
    await this.release();
  }

  private async release(error?: Error): Promise<void> {
    Object.assign(this.runner, { isTransactionActive: false });
    const { releasePostgresConnection } = this.runner as unknown as {
      releasePostgresConnection?: (error?: Error) => Promise<void>;
    };
    if (error && releasePostgresConnection) await releasePostgresConnection.call(this.runner, error);
    else await this.runner.release();
  }
}
