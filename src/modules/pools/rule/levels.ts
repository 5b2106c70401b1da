import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { DictionaryItems } from '../../../platform/records/index.js';
import { levelFieldOf, type Poolable } from '../poolable.js';

/** The levels by which holding limits may differ (POOL-02). */
@Injectable()
export class Levels {
  constructor(private readonly items: DictionaryItems) {}

  /** What the levels of a kind of record are called, by what limits name them; those out of use as well, for records still have them. */
  async labels(ctx: Ctx, poolable: Poolable): Promise<ReadonlyMap<string, string>> {
    const { choices = [], dictionary } = levelFieldOf(poolable) ?? {};
    if (dictionary === undefined) return new Map(choices.map(({ code, label }) => [code, label[ctx.locale]]));
    return new Map((await this.items.of(ctx)).inOrder(dictionary).map(({ id, label }) => [id, label]));
  }
}
