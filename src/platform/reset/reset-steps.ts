import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { withoutTimeout } from '../database/statement-timeout.js';
import type { GoneFile } from '../files/index.js';

/** Everything that hangs on records of whatever kind. */
export const FOR_EVERY_KIND = '*';
/** Rows in one transaction. */
const BATCH = 1000;

/** What migrations name as done for a kind: see `reset_steps`. */
export interface ResetStep extends Record<string, unknown> {
  kind: string;
  position: number;
  target: string;
}

/** A batch of a step. */
export interface ResetBatch extends Record<string, unknown> {
  changed: number;
  /** Where to go on; null: nothing is left. */
  last: string | null;
  /** What lies in the file store for rows that are gone: keys, or files with their thumbnails. */
  stored: (string | GoneFile)[] | null;
}

/** What a reset does, as the migrations have it. */
@Injectable()
export class ResetSteps {
  /** The kinds that there are, each with the objects whose every record goes. */
  kinds(ctx: Ctx): Promise<{ kind: string; objects: string[] }[]> {
    return ctx.db.query<{ kind: string; objects: string[] }>(sql`SELECT kind, objects FROM reset_kinds ORDER BY position`);
  }

  /** In the order in which they are done; those for every kind at the end. */
  of(ctx: Ctx, kinds: readonly string[]): Promise<ResetStep[]> {
    return ctx.db
      .query<ResetStep>(sql`SELECT s.kind, s.position, s.target FROM reset_steps s LEFT JOIN reset_kinds k ON k.kind = s.kind
      WHERE s.kind = ANY (${[...kinds, FOR_EVERY_KIND]}::text[]) ORDER BY k.position NULLS LAST, s.position`);
  }

  /** A batch looks for its rows in a whole table, which takes as long as it takes. */
  async batch(ctx: Ctx, id: string, { kind, position }: ResetStep, after: string): Promise<ResetBatch> {
    await withoutTimeout(ctx.db);
    return ctx.db.one<ResetBatch>(
      sql`SELECT changed, last, stored FROM reset_step(${id}::uuid, ${kind}, ${position}, ${after}::uuid, ${BATCH})`,
    );
  }
}
