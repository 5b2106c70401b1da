import { Injectable } from '@nestjs/common';
import sql, { join, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Issue } from '../../../platform/errors/index.js';
import type { Text } from '../../../platform/i18n/locale.js';
import { Registry } from '../../../platform/registry.js';

/** Where the things of one kind go: to people, dealt out evenly, or into pools. */
export type Destination =
  | {
      to: 'people';
      employeeIds: string[];
      /** Give them more than they may hold. */
      beyondLimits: boolean;
    }
  | {
      to: 'pools';
      /** Null: each back to the pool it came from. */
      poolId: string | null;
    };

/** One hand-over of one kind, in as many batches as it takes. */
export interface HandOver {
  from: string;
  destination: Destination;
  reason: string;
  /** Names the run in whatever history is written; repeated attempts have the same. */
  runId: string;
}

/** How much a receiver owns of a kind, and how much they may. */
export interface ReceiverRoom {
  employeeId: string;
  holds: number;
  /** Null: any number. */
  limit: number | null;
  /** The levels of the kind that have a limit of their own. */
  levels: LevelRoom[];
}

/** How much somebody owns of a level of a kind, and may own. */
export interface LevelRoom {
  /** A code, or the id of a dictionary's item. */
  level: string;
  holds: number;
  limit: number;
}

/** What came of a hand-over: who got how many. */
export interface HandOverReport {
  people: { id: string; count: number }[];
  pools: { id: string; count: number }[];
}

/**
 * Port: one kind of thing that people own and leave behind (ORG-07). Its table calls `require_owner_at_work` in its
 * migration, so that nobody is given anything once they are suspended.
 */
export interface OwnershipHolder {
  /** `lead`; plans name it. */
  kind: string;
  label: Text;
  /** Whether it can go into pools. */
  pooled: boolean;
  /** Rows (id, owner_id) of everything of the kind that anybody owns; served by an index on (tenant_id, owner_id). */
  owned: Sql;
  /** What these people own of the kind, and may own. */
  receivers(ctx: Ctx, from: string, employeeIds: readonly string[]): Promise<ReceiverRoom[]>;
  /** What is wrong with a plan before anything is done; pointers are relative to it: `/poolId`. */
  check(ctx: Ctx, from: string, destination: Destination): Promise<Issue[]>;
  /**
   * Hands over the next batch behind `after`, in the order of ids, with a fixed number of statements: no batch looks again at what
   * those before it gave away. Answers the ids; none: nothing is left behind `after`.
   * @throws Problem when receivers have no room any more
   */
  handOverBatch(ctx: Ctx, handOver: HandOver, after: string): Promise<string[]>;
  /** Tells the receivers, each once, and says who got how many in all attempts. */
  settle(ctx: Ctx, handOver: HandOver): Promise<HandOverReport>;
}

/** How many things of each kind one person owns; kinds of which they own nothing are absent. */
export type Belongings = Map<string, number>;

/** All kinds of things that people own. Modules register theirs in `onModuleInit`. */
@Injectable()
export class OwnershipHolders {
  private readonly byKind = new Registry<OwnershipHolder>('what people own');

  register(holder: OwnershipHolder): void {
    this.byKind.add(holder.kind, holder);
  }

  all(): OwnershipHolder[] {
    return this.byKind.all();
  }

  find(kind: string): OwnershipHolder | undefined {
    return this.byKind.get(kind);
  }

  /** Counts what a person owns, of all kinds in one statement. */
  async belongings(ctx: Ctx, employeeId: string): Promise<Belongings> {
    const counts = this.all().map(
      ({ kind, owned }) =>
        sql`SELECT ${kind}::text AS kind, count(*) AS count FROM (${owned}) o WHERE o.owner_id = ${employeeId}::uuid`,
    );
    if (counts.length === 0) return new Map();
    const rows = await ctx.db.query<{ kind: string; count: number }>(sql`
      SELECT kind, count FROM (${join(counts, ' UNION ALL ')}) c WHERE count > 0`);
    return new Map(rows.map(({ kind, count }) => [kind, count]));
  }
}
