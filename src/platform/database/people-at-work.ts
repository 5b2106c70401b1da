import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { Database } from './database.js';
import { newId } from './ids.js';

/** Under load a node is between two requests for so long; one moment would miss it. */
const JUST_NOW = raw("interval '20 ms'");

/** How many requests are being answered just now: by this process, and by API nodes as the database sees their sessions. */
@Injectable()
export class PeopleAtWork {
  private here = 0;

  constructor(private readonly database: Database) {}

  came(): void {
    this.here += 1;
  }

  left(): void {
    this.here -= 1;
  }

  async count(): Promise<number> {
    const db = await this.database.openPublic(true, newId());
    try {
      const { n } = await db.one<{ n: number }>(
        sql`SELECT count(*) AS n FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'highseas-api' AND pid <> pg_backend_pid()
            AND (state <> 'idle' OR state_change > clock_timestamp() - ${JUST_NOW})`,
      );
      return this.here + n;
    } finally {
      await db.rollback();
    }
  }
}
