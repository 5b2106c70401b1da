import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { referenceInvalid, type Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { objectDescriptor } from '../../../platform/records/index.js';
import { DictionaryQueries, type ItemState } from './dictionary.queries.js';

const UNKNOWN = text('字典中没有此项', 'The dictionary has no such item.');
const DISABLED = text('字典项“{label}”已停用', 'The item {label} is disabled.');

/** An id that a body gives, and of which dictionary it must be. */
export interface GivenItem {
  pointer: string;
  dictionary: string;
  id: string;
  /** The record has it already: it may stay, disabled or not. */
  kept?: boolean;
}

/** What other modules ask before they write ids of dictionary items into records. */
@Injectable()
export class Dictionaries {
  constructor(private readonly queries: DictionaryQueries) {}

  /**
   * Makes sure that all dictionary fields of a body name items of the right dictionary that may be chosen, and holds these
   * until the transaction ends. Absent and null fields pass.
   * @param object as it is registered: its descriptor says which fields are of a dictionary
   * @param before the record as it stands: what it has already may stay, disabled or not
   * @throws referenceInvalid with a pointer to each field
   */
  async check(ctx: Ctx, object: string, body: object, before: object = {}): Promise<void> {
    await this.checkEach(ctx, givenIn(object, body, before));
  }

  /** The same for the bodies of several new records at once. */
  async checkAll(ctx: Ctx, object: string, bodies: readonly object[]): Promise<void> {
    await this.checkEach(
      ctx,
      bodies.flatMap((body) => givenIn(object, body, {})),
    );
  }

  /** The same for ids that stand elsewhere than in fields, such as lists of tags. @throws referenceInvalid with their pointers */
  async checkEach(ctx: Ctx, given: readonly GivenItem[]): Promise<void> {
    if (given.length === 0) return;
    const items = await this.hold(
      ctx,
      given.map(({ id }) => id),
    );
    const issues = given.flatMap(({ pointer, dictionary, id, kept = false }): Issue[] => {
      const refusal = refusalOf(items.get(id.toLowerCase()), dictionary, kept);
      return refusal ? [{ pointer, ...refusal }] : [];
    });
    if (issues.length > 0) throw referenceInvalid({}, issues);
  }

  /** The items of these ids by id, held until the transaction ends; what is no item is not among them. */
  async hold(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, ItemState>> {
    const wanted = [...new Set(ids)].filter(isId);
    return new Map((await this.queries.hold(ctx, wanted)).map((item) => [item.id, item]));
  }
}

function givenIn(object: string, body: object, before: object): GivenItem[] {
  const values = body as Record<string, unknown>;
  return (objectDescriptor(object)?.fields ?? []).flatMap(({ key, dictionary }) => {
    const id = values[key];
    const kept = (before as Record<string, unknown>)[key] === id;
    return dictionary !== undefined && typeof id === 'string' ? [{ pointer: `/${key}`, dictionary, id, kept }] : [];
  });
}

function refusalOf(
  item: ItemState | undefined,
  dictionary: string,
  kept: boolean,
): { code: string; message: Text; params?: Record<string, unknown> } | undefined {
  if (item?.dictionary !== dictionary) return { code: 'DICTIONARY_ITEM_UNKNOWN', message: UNKNOWN };
  if (item.status === 'active' || kept) return undefined;
  if (item.status === 'merged') return { code: 'DICTIONARY_ITEM_UNKNOWN', message: UNKNOWN };
  return { code: 'DICTIONARY_ITEM_DISABLED', message: DISABLED, params: { label: item.label } };
}
