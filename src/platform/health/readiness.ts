import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Database } from '../database/database.js';
import { migrationNames } from '../database/migration-files.js';
import { QUEUE_SCHEMA } from '../database/queue-schema.js';

/** A load balancer asks every few seconds and does not wait long. */
const ANSWER_WITHIN_MS = 2000;

/** What must hold for this node to be given work; each member says whether it does. */
export interface Checks {
  running: boolean;
  database: boolean;
  migrations: boolean;
  queue: boolean;
}

/** Whether this node shall be given requests. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private stopping = false;
  private expected: Promise<string[]> | undefined;

  constructor(private readonly database: Database) {}

  /** The first thing that happens in a stop: whoever spreads requests learns it while running ones still end. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Never throws: what cannot be found out does not hold. */
  async check(): Promise<Checks> {
    const found = await Promise.race([this.look().catch(() => undefined), expire()]);
    const missing = found && (await this.missing(found.migrations));
    return {
      running: !this.stopping,
      database: found !== undefined,
      migrations: missing?.length === 0,
      queue: found?.queue === true,
    };
  }

  private async look(): Promise<{ migrations: string[]; queue: boolean }> {
    const db = await this.database.openPublic(true, 'readiness');
    try {
      return await db.one<{ migrations: string[]; queue: boolean }>(sql`
        SELECT (SELECT coalesce(array_agg(name), '{}') FROM schema_migrations) AS migrations,
          to_regclass(${`${QUEUE_SCHEMA}.job`}) IS NOT NULL AS queue`);
    } finally {
      await db.rollback();
    }
  }

  /** Migrations of this program that the database lacks; one that is ahead serves during a rolling release. */
  private async missing(applied: string[]): Promise<string[]> {
    this.expected ??= migrationNames();
    return (await this.expected).filter((name) => !applied.includes(name));
  }
}

const expire = (): Promise<undefined> => new Promise((resolve) => void setTimeout(resolve, ANSWER_WITHIN_MS, undefined).unref());
