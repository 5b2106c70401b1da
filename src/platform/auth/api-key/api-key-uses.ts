import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import sql from 'sql-template-tag';
import { LastingStatements } from '../../database/lasting-statements.js';

interface Use {
  tenant: string;
  id: string;
  at: Date;
  ip: string;
}

/** Remembers when and from where keys were last used, and writes it for all of them at once, every minute. */
@Injectable()
export class ApiKeyUses implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ApiKeyUses.name);
  private uses = new Map<string, Use>();

  constructor(private readonly lasting: LastingStatements) {}

  note(use: Use): void {
    this.uses.set(use.id, use);
  }

  @Cron('23 * * * * *', { name: 'api-key-uses', timeZone: 'UTC' })
  async write(): Promise<void> {
    if (this.uses.size === 0) return;
    const uses = [...this.uses.values()];
    this.uses = new Map();
    try {
      await this.lasting.query(sql`SELECT note_api_key_uses(${JSON.stringify(uses)}::jsonb)`);
    } catch (error) {
      this.logger.error({ err: error as Error }, 'Uses of API keys could not be written');
    }
  }

  /** While there are connections still. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.write();
  }
}
