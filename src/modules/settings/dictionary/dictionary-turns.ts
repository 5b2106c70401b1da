import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { DictionaryForest, DictionaryItems, type DictionaryNode } from '../../../platform/records/index.js';
import { dictionaryFull, dictionaryItemNotFound, dictionaryTooDeep } from '../settings.errors.js';
import { dictionaryOf, mustBeDictionary, type Dictionary } from './dictionaries.js';

const UNKNOWN = text('字典中没有此项', 'The dictionary has no such item.');

/** Who changes a dictionary has it alone until the transaction ends, so that orders, limits and trees stay whole. */
@Injectable()
export class DictionaryTurns {
  constructor(private readonly items: DictionaryItems) {}

  /** @throws dictionaryNotFound */
  async of(ctx: Ctx, key: string): Promise<DictionaryTurn> {
    const dictionary = mustBeDictionary(key);
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`dictionary:${ctx.tenantId}:${key}`}, 0))`);
    return new DictionaryTurn(dictionary, await this.forest(ctx, key));
  }

  /** The turn of the dictionary that an item is of. @throws dictionaryItemNotFound, versionMismatch */
  async ofItem(ctx: Ctx, id: string, ifMatch?: number): Promise<{ turn: DictionaryTurn; item: DictionaryNode }> {
    const row = isId(id)
      ? await ctx.db.maybe<{ dictionary: string }>(
          sql`SELECT dictionary FROM dictionary_items WHERE tenant_id = ${ctx.tenantId} AND id = ${id}::uuid`,
        )
      : undefined;
    if (!row || !dictionaryOf(row.dictionary)) throw dictionaryItemNotFound();
    const turn = await this.of(ctx, row.dictionary);
    const item = turn.node(id);
    if (!item) throw dictionaryItemNotFound();
    if (ifMatch !== undefined && ifMatch !== item.version) throw versionMismatch({ currentVersion: item.version });
    return { turn, item };
  }

  /** An item as it stands after this transaction's own changes. */
  async after(ctx: Ctx, { key }: Dictionary, id: string): Promise<DictionaryNode> {
    const node = new DictionaryTurn(mustBeDictionary(key), await this.forest(ctx, key)).node(id);
    if (!node) throw dictionaryItemNotFound();
    return node;
  }

  private async forest(ctx: Ctx, key: string): Promise<DictionaryForest> {
    return new DictionaryForest(await this.items.fresh(ctx, key));
  }
}

/** A dictionary as it stands while nobody else changes it. */
export class DictionaryTurn {
  private readonly nodes: ReadonlyMap<string, DictionaryNode>;

  constructor(
    readonly dictionary: Dictionary,
    readonly forest: DictionaryForest,
  ) {
    this.nodes = new Map(forest.inOrder(dictionary.key).map((node) => [node.id, node]));
  }

  get all(): Iterable<DictionaryNode> {
    return this.nodes.values();
  }

  /** An item that is not merged. */
  node(id: string): DictionaryNode | undefined {
    return this.nodes.get(id.toLowerCase());
  }

  /** @throws validationFailed with the pointer to the id */
  mustHave(id: string, pointer: string): DictionaryNode {
    const node = this.node(id);
    if (!node) throw validationFailed({}, [{ pointer, code: 'DICTIONARY_ITEM_UNKNOWN', message: UNKNOWN }]);
    return node;
  }

  /** What stands right below an item, or on the first level, in its order. */
  childrenOf(parentId: string | null): DictionaryNode[] {
    return [...this.nodes.values()].filter((node) => node.parentId === parentId);
  }

  /** Makes sure that so many more items have room. @throws dictionaryFull */
  mustHold(more: number): void {
    const { limit } = this.dictionary;
    if (this.nodes.size + more > limit) throw dictionaryFull({ limit });
  }

  /** Makes sure that the deepest item, this many steps below the first level, has a level. @throws dictionaryTooDeep */
  mustReach(depth: number): void {
    const { levels } = this.dictionary;
    if (depth >= levels) throw dictionaryTooDeep({ levels });
  }

  /** Levels that an item takes with all below it, beside its own. */
  heightOf(item: DictionaryNode): number {
    const below = new Set(this.forest.under([item.id]));
    return Math.max(...[...this.nodes.values()].filter(({ id }) => below.has(id)).map(({ depth }) => depth)) - item.depth;
  }
}
