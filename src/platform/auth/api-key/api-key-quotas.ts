import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import { LastingStatements } from '../../database/lasting-statements.js';

const WINDOW_SECONDS = 60;
/** A node takes a tenth of a minute's requests at once, so that it asks the database ten times a minute for the busiest key. */
const PORTIONS = 10;

/** What a node may still let through of a key's window without asking. */
interface Lease {
  allowed: number;
  left: number;
  /** Taken of the window by all nodes, this lease included. */
  used: number;
  resetsAt: number;
}

export interface Quota {
  granted: boolean;
  remaining: number;
  resetSeconds: number;
}

/**
 * Counts requests of API keys in windows of a minute, all nodes together: each takes portions of the window from the shared
 * counter and hands them out by itself. All of them together never let more through than allowed in a window; what a node took
 * and does not use is lost to the others until the window ends.
 */
@Injectable()
export class ApiKeyQuotas {
  private readonly leases = new LRUCache<string, Lease>({ max: 10_000 });
  private readonly renewals = new Map<string, Promise<Lease>>();

  constructor(private readonly lasting: LastingStatements) {}

  /** Takes one request of the key's window. */
  async take(keyId: string, allowed: number, now: Date): Promise<Quota> {
    let lease = this.leases.get(keyId);
    // of many at once one asks for a portion; whom it does not suffice for ask for the next
    while (!isOpen(lease, allowed, now) || (lease.left === 0 && lease.used < allowed))
      lease = await this.renew(keyId, allowed, now);
    const granted = lease.left > 0;
    if (granted) lease.left -= 1;
    return {
      granted,
      remaining: lease.left + Math.max(0, allowed - lease.used),
      resetSeconds: Math.max(1, Math.ceil((lease.resetsAt - now.getTime()) / 1000)),
    };
  }

  private renew(keyId: string, allowed: number, now: Date): Promise<Lease> {
    let renewal = this.renewals.get(keyId);
    if (!renewal) {
      renewal = this.lease(keyId, allowed, now).finally(() => this.renewals.delete(keyId));
      this.renewals.set(keyId, renewal);
    }
    return renewal;
  }

  private async lease(keyId: string, allowed: number, now: Date): Promise<Lease> {
    const portion = Math.ceil(allowed / PORTIONS);
    const [row] = await this.lasting.query<{ granted: number; used: number; resetsAt: string }>(sql`
      SELECT granted, used, "resetsAt" FROM lease_throttle(${`api-key:${keyId}`}, ${portion}, ${allowed}, ${WINDOW_SECONDS}, ${now})`);
    const { granted, used, resetsAt } = row!;
    const lease = { allowed, left: granted, used, resetsAt: Date.parse(resetsAt) };
    this.leases.set(keyId, lease);
    return lease;
  }
}

const isOpen = (lease: Lease | undefined, allowed: number, now: Date): lease is Lease =>
  lease !== undefined && lease.allowed === allowed && lease.resetsAt > now.getTime();
