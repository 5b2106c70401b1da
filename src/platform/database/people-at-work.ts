import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Database } from './database.js';
import { newId } from './ids.js';

/** How many requests are being answered at this moment: by this process, and by API nodes as the database sees their sessions. */
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
          WHERE datname = current_database() AND application_name = 'highseas-api' AND state <> 'idle' AND pid <> pg_backend_pid()`,
      );
      return this.here + n;
    } finally {
      await db.rollback();
    }
  }
}
