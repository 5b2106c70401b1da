import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { DictionaryItems, invalidCursor, type DictionaryNode } from '../../../platform/records/index.js';
import { dictionaryItemNotFound } from '../settings.errors.js';
import { DICTIONARIES, mustBeDictionary } from './dictionaries.js';
import type { ListItemsRequest } from './dictionary.requests.js';
import { itemView, type DictionaryItemListView, type DictionaryItemView, type DictionaryListView } from './dictionary.view.js';

/** Dictionaries as everybody reads them, from what is remembered of them (DICT-01). */
@Injectable()
export class DictionaryReading {
  constructor(private readonly items: DictionaryItems) {}

  async dictionaries(ctx: Ctx): Promise<DictionaryListView> {
    const forest = await this.items.of(ctx);
    const items = DICTIONARIES.map(({ key, label, levels, limit }) => {
      const nodes = forest.inOrder(key);
      const activeCount = nodes.filter(({ status }) => status === 'active').length;
      return { key, label: label[ctx.locale], levels, limit, activeCount, disabledCount: nodes.length - activeCount };
    });
    return { items, page: { nextCursor: null, hasMore: false } };
  }

  /** Items in the order of the tree. @throws dictionaryNotFound */
  async list(ctx: Ctx, dictionary: string, query: ListItemsRequest): Promise<DictionaryItemListView> {
    const { key } = mustBeDictionary(dictionary);
    const forest = await this.items.of(ctx);
    const under = query.under === undefined ? undefined : new Set(forest.under([query.under]));
    const nodes = forest.inOrder(key);
    const start = startOf(nodes, query.cursor);
    const limit = query.limit ?? 200;
    const found = nodes.slice(start).filter((node) => fits(node, query) && (under?.has(node.id) ?? true));
    const items = found.slice(0, limit);
    const hasMore = found.length > limit;
    return { items: items.map(itemView), page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  /** @throws dictionaryItemNotFound */
  async get(ctx: Ctx, id: string): Promise<DictionaryItemView> {
    const forest = await this.items.of(ctx);
    const item = forest.get(id.toLowerCase());
    const found = item && forest.inOrder(item.dictionary).find((node) => node.id === item.id);
    if (!found) throw dictionaryItemNotFound();
    return itemView(found);
  }
}

/** Behind the last item of the page before. */
function startOf(nodes: readonly DictionaryNode[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const at = isId(cursor) ? nodes.findIndex(({ id }) => id === cursor) : -1;
  if (at < 0) throw invalidCursor();
  return at + 1;
}

function fits(node: DictionaryNode, { parentId, status, q }: ListItemsRequest): boolean {
  if (parentId !== undefined && node.parentId !== (parentId === 'none' ? null : parentId.toLowerCase())) return false;
  if (status !== undefined && node.status !== status) return false;
  return q === undefined || node.label.toLowerCase().includes(q.trim().toLowerCase());
}
