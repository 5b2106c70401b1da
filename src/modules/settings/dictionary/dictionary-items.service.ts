import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import type { DictionaryNode } from '../../../platform/records/index.js';
import { dictionaryCycle, dictionaryItemInUse, dictionaryItemNotEmpty } from '../settings.errors.js';
import type { CreateItemRequest, PlaceItemRequest, UpdateItemRequest } from './dictionary.requests.js';
import { DictionaryQueries } from './dictionary.queries.js';
import { DictionaryTurns, type DictionaryTurn } from './dictionary-turns.js';
import { DictionaryUses } from './dictionary-uses.js';
import { itemView, type DictionaryItemView } from './dictionary.view.js';

const ONE_TARGET = text('intoId、beforeId、afterId 须且只能给一个', 'Give exactly one of intoId, beforeId and afterId.');

/** Changes of single items (DICT-02). */
@Injectable()
export class DictionaryItemsService {
  constructor(
    private readonly turns: DictionaryTurns,
    private readonly queries: DictionaryQueries,
    private readonly uses: DictionaryUses,
    private readonly audit: AuditLog,
  ) {}

  async create(
    ctx: Ctx,
    dictionary: string,
    { label, parentId = null, code = null }: CreateItemRequest,
  ): Promise<DictionaryItemView> {
    const turn = await this.turns.of(ctx, dictionary);
    const parent = parentId === null ? undefined : turn.mustHave(parentId, '/parentId');
    turn.mustHold(1);
    turn.mustReach(parent ? parent.depth + 1 : 0);
    const id = newId();
    const position = nextPosition(turn.childrenOf(parent?.id ?? null));
    await this.queries.insert(ctx, [{ id, dictionary, parentId: parent?.id ?? null, code, label, position }]);
    await this.note(ctx, 'created', id, { after: { dictionary, label, code, parentId } });
    return this.after(ctx, turn, id);
  }

  async update(ctx: Ctx, id: string, request: UpdateItemRequest, ifMatch?: number): Promise<DictionaryItemView> {
    const { turn, item } = await this.turns.ofItem(ctx, id, ifMatch);
    const { label = item.label, code = item.code, status = item.status } = request;
    await this.queries.update(ctx, item.id, { label, code, status });
    const before = { label: item.label, code: item.code, status: item.status };
    await this.note(ctx, 'updated', item.id, { before, after: { label, code, status } });
    return this.after(ctx, turn, item.id);
  }

  /** Moves an item with all that is below it, or changes its order. */
  async place(ctx: Ctx, id: string, request: PlaceItemRequest, ifMatch?: number): Promise<DictionaryItemView> {
    const { turn, item } = await this.turns.ofItem(ctx, id, ifMatch);
    const { parent, siblings } = targetOf(turn, item, request);
    if (parent && turn.forest.under([item.id]).includes(parent.id)) throw dictionaryCycle();
    turn.mustReach((parent ? parent.depth + 1 : 0) + turn.heightOf(item));
    const parentId = parent?.id ?? null;
    await this.queries.arrange(ctx, parentId, siblings, item.id);
    const after = { parentId, position: siblings.indexOf(item.id) };
    await this.note(ctx, 'moved', item.id, { before: { parentId: item.parentId, position: item.position }, after });
    return this.after(ctx, turn, item.id);
  }

  /** @throws dictionaryItemNotEmpty, dictionaryItemInUse with whatever uses it */
  async delete(ctx: Ctx, id: string, ifMatch?: number): Promise<void> {
    const { turn, item } = await this.turns.ofItem(ctx, id, ifMatch);
    if (item.hasChildren) throw dictionaryItemNotEmpty();
    // itself, and what was merged into it and may not be rewritten everywhere yet
    const ids = turn.forest.under([item.id]);
    await this.queries.waitForWriters(ctx, ids);
    const uses = await this.uses.of(ctx, turn.dictionary.key, ids);
    if (uses.length > 0) throw dictionaryItemInUse({}, uses);
    await this.queries.delete(ctx, ids);
    await this.note(ctx, 'deleted', item.id, { before: { dictionary: item.dictionary, label: item.label, code: item.code } });
  }

  private async after(ctx: Ctx, { dictionary }: DictionaryTurn, id: string): Promise<DictionaryItemView> {
    return itemView(await this.turns.after(ctx, dictionary, id));
  }

  private async note(ctx: Ctx, verb: string, objectId: string, states: { before?: object; after?: object }): Promise<void> {
    await this.audit.record(ctx, { action: `dictionary.${verb}`, object: 'dictionary', objectId, ...states });
  }
}

export const nextPosition = (siblings: readonly DictionaryNode[]): number =>
  siblings.reduce((last, { position }) => Math.max(last, position + 1), 0);

/** Where an item is to stand: its parent, and that one's children in their new order. */
function targetOf(
  turn: DictionaryTurn,
  item: DictionaryNode,
  { intoId, beforeId, afterId }: PlaceItemRequest,
): { parent: DictionaryNode | undefined; siblings: string[] } {
  const given = Object.entries({ intoId, beforeId, afterId }).filter(([, id]) => id !== undefined);
  if (given.length !== 1) throw validationFailed({}, [{ pointer: '', code: 'ONE_TARGET', message: ONE_TARGET }]);
  const [[name, targetId]] = given as [[string, string]];
  const target = turn.mustHave(targetId, `/${name}`);
  if (target.id === item.id) throw dictionaryCycle();
  const parent = intoId ? target : target.parentId === null ? undefined : turn.node(target.parentId);
  const siblings = turn
    .childrenOf(parent?.id ?? null)
    .map(({ id }) => id)
    .filter((id) => id !== item.id);
  const index = intoId ? siblings.length : siblings.indexOf(target.id) + (afterId ? 1 : 0);
  return { parent, siblings: siblings.toSpliced(index, 0, item.id) };
}
