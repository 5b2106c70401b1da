import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import sql, { type Sql } from 'sql-template-tag';
import { CONFIG } from '../../platform/config/config.token.js';
import type { Config } from '../../platform/config/index.js';
import { Clock } from '../../platform/context/clock.js';
import { LastingStatements } from '../../platform/database/lasting-statements.js';

/** Rows deleted by one statement. */
const BATCH = 5000;

/**
 * Removes what guards signing in once it has no effect any more. It belongs to no enterprise, so that no schedule of one can
 * do it; two nodes that clean at once find each other's rows gone.
 */
@Injectable()
export class IdentityCleaning {
  private readonly logger = new Logger(IdentityCleaning.name);

  constructor(
    private readonly lasting: LastingStatements,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Cron('0 41 * * * *', { name: 'identity-cleaning', timeZone: 'UTC' })
  async clean(): Promise<void> {
    if (this.config.role === 'api') return;
    try {
      for (const statement of this.expired()) await this.deleteAll(statement);
    } catch (error) {
      this.logger.error({ err: error as Error }, 'Expired codes and tokens could not be removed');
    }
  }

  private expired(): Sql[] {
    const now = this.clock.now();
    return [
      sql`DELETE FROM throttles WHERE key = ANY (ARRAY(SELECT key FROM throttles WHERE resets_at < ${now}::timestamptz - interval '1 hour' LIMIT ${BATCH})) RETURNING 1`,
      sql`DELETE FROM one_time_codes WHERE id = ANY (ARRAY(SELECT id FROM one_time_codes WHERE expires_at < ${now}::timestamptz - interval '1 day' LIMIT ${BATCH})) RETURNING 1`,
      // A copy of an exchanged token is recognised as long as the token itself could have lived.
      sql`DELETE FROM session_tokens WHERE hash = ANY (ARRAY(SELECT hash FROM session_tokens
        WHERE created_at < ${now}::timestamptz - make_interval(days => ${this.config.auth.refreshTokenDays}) - interval '1 day' LIMIT ${BATCH})) RETURNING 1`,
    ];
  }

  private async deleteAll(statement: Sql): Promise<void> {
    let deleted: number;
    do deleted = (await this.lasting.query(statement)).length;
    while (deleted === BATCH);
  }
}
