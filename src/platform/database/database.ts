import { Injectable } from '@nestjs/common';
import pg, { type PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { Origin } from '../context/ctx.js';
import { UnitOfWork } from './unit-of-work.js';

/** All statements of a read see the same moment: a page and its total agree, and no row changes hands between two statements. */
const BEGIN_READING = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Who opens a unit of work. Absent employee: a job or schedule of the enterprise. */
export interface UnitOwner {
  tenantId: string;
  employeeId: string | null;
  sessionId: string | null;
  origin: Origin;
  requestId: string;
  /** The preview as which an administrator looks at what the employee would see. */
  previewId?: string | undefined;
}

/** The key of a service, as it is stored. */
export interface StoredApiKey {
  /** SHA-256 in hexadecimal. */
  hash: string;
  oldHash: string | null;
  oldUntil: string | null;
  expiresAt: string | null;
  /** CIDR; empty where any address will do. */
  ranges: string[];
  /** Requests a minute. */
  rateLimit: number;
  scopes: string[];
}

/** What the opening statement reads about the actor; all of it is true in this very transaction. */
export interface Opening {
  zone: string;
  employeeStatus: string | null;
  employeeName: string | null;
  accountId: string | null;
  sessionAlive: boolean;
  /** The account still has the password that an administrator gave it. */
  passwordMustChange: boolean;
  permissionsVersion: number;
  definitionsVersion: number;
  /** Since when the session is elevated; null where it never was. */
  elevatedSecondsAgo: number | null;
  /** For how long that holds in this enterprise; null for the installation's default. */
  stepUpMinutes: number | null;
  /** Null for people. */
  apiKey: StoredApiKey | null;
}

/** Opens transactions. There is no other way to the database. */
@Injectable()
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /** A transaction without an enterprise: sign-up and sign-in. Tenant tables show no row in it. */
  async openPublic(readOnly: boolean, requestId: string): Promise<UnitOfWork> {
    const [unit] = await this.begin(readOnly, `SELECT set_config('app.request_id', ${pg.escapeLiteral(requestId)}, true)`);
    return unit;
  }

  /**
   * A transaction of one enterprise. One round trip begins it, names the enterprise to row-level security and reads whether
   * the actor may still act, so that no cache can be stale. Undefined: no such enterprise.
   */
  async open(readOnly: boolean, owner: UnitOwner): Promise<[UnitOfWork, Opening | undefined]> {
    const args = [owner.tenantId, owner.employeeId, owner.sessionId, owner.origin, owner.requestId, owner.previewId ?? null];
    const [unit, rows] = await this.begin(readOnly, `SELECT * FROM begin_unit(${args.map(literal).join(', ')})`);
    return [unit, rows[0] as Opening | undefined];
  }

  private async begin(readOnly: boolean, opening: string): Promise<[UnitOfWork, unknown[]]> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    // TypeORM must not begin a transaction of its own inside ours.
    Object.assign(runner, { isTransactionActive: true });
    const unit = new UnitOfWork(runner, client, readOnly);
    try {
      const results = (await client.query(`${readOnly ? BEGIN_READING : 'BEGIN'}; ${opening}`)) as unknown as {
        rows: unknown[];
      }[];
      return [unit, results.at(-1)!.rows];
    } catch (error) {
      await unit.rollback().catch(() => undefined);
      throw error;
    }
  }
}

const literal = (value: string | null): string => (value === null ? 'NULL' : pg.escapeLiteral(value));
