import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { CommentMasks, type SaidAbout } from '../../feed/index.js';
import { poolables, type Poolable } from '../poolable.js';
import { withheldInText } from './kept-kinds.js';
import { PoolSight } from './pool-sight.js';

/** What is said about records that stand in a pool tells its members no more than the records do (POOL-18). */
@Injectable()
export class PooledWords implements OnModuleInit {
  constructor(
    private readonly sight: PoolSight,
    private readonly masks: CommentMasks,
  ) {}

  onModuleInit(): void {
    for (const poolable of poolables()) this.masks.register(poolable.object, (ctx, said) => this.mask(ctx, poolable, said));
  }

  /** One statement; none where no pool keeps anything from the actor. */
  private async mask(ctx: Ctx, { object, descriptor }: Poolable, said: readonly SaidAbout[]): Promise<void> {
    const kept = said.length > 0 ? await this.sight.keptKinds(ctx, object) : new Map();
    if (kept.size === 0) return;
    const rows = await ctx.db.query<{
      id: string;
      poolId: string;
    }>(sql`SELECT r.id, r.pool_id AS "poolId" FROM ${raw(descriptor.table)} r
      WHERE r.id = ANY (${[...new Set(said.map(({ id }) => id))]}::uuid[]) AND r.pool_id = ANY (${[...kept.keys()]}::uuid[])`);
    const poolOf = new Map(rows.map(({ id, poolId }) => [id, poolId]));
    for (const { id, told } of said) {
      const ofPool = kept.get(poolOf.get(id) ?? '');
      if (ofPool) told.content = withheldInText(ofPool, told.content);
    }
  }
}
