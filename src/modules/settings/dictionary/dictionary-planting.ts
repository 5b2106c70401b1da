import { newId } from '../../../platform/database/ids.js';
import type { NewItem } from './dictionary.queries.js';
import type { DictionaryTurn } from './dictionary-turns.js';

/** An item that others can be put below. */
export interface Place {
  id: string;
  depth: number;
}

/** Adds items to a dictionary in memory, each where it is missing; `planted` is what has to be written then. */
export class DictionaryPlanting {
  readonly planted: NewItem[] = [];
  private readonly met = new Set<string>();
  private readonly byLabel = new Map<string, Place>();
  private readonly codes = new Map<string, Place>();
  private readonly ends = new Map<string | null, number>();

  constructor(readonly turn: DictionaryTurn) {
    for (const node of turn.all) {
      this.byLabel.set(labelKey(node.parentId, node.label), node);
      if (node.code !== null) this.codes.set(node.code, node);
      this.ends.set(node.parentId, Math.max(this.ends.get(node.parentId) ?? 0, node.position + 1));
    }
    // what was merged is not planted again: its survivor is meant
    for (const { code, mergedIntoId } of turn.forest.merged) {
      const survivor = turn.node(mergedIntoId!);
      if (code !== null && survivor && !this.codes.has(code)) this.codes.set(code, survivor);
    }
  }

  /** Items that were there already. */
  get existing(): number {
    return this.met.size;
  }

  byCode(code: string): Place | undefined {
    return this.codes.get(code);
  }

  /** The item of this code wherever it is, or of this label below the parent; a new one where there is neither. @throws dictionaryTooDeep */
  plant(parent: Place | undefined, label: string, code: string | null = null): Place {
    const key = labelKey(parent?.id ?? null, label);
    const found = (code === null ? undefined : this.codes.get(code)) ?? this.byLabel.get(key);
    const place = found ?? this.grow(parent, label, code);
    if (found && this.turn.node(found.id)) this.met.add(found.id);
    this.byLabel.set(key, place);
    if (code !== null) this.codes.set(code, place);
    return place;
  }

  private grow(parent: Place | undefined, label: string, code: string | null): Place {
    const depth = parent ? parent.depth + 1 : 0;
    this.turn.mustReach(depth);
    const parentId = parent?.id ?? null;
    const position = this.ends.get(parentId) ?? 0;
    this.ends.set(parentId, position + 1);
    const item = { id: newId(), dictionary: this.turn.dictionary.key, parentId, code, label, position };
    this.planted.push(item);
    return { id: item.id, depth };
  }
}

const labelKey = (parentId: string | null, label: string): string => `${parentId ?? ''}\n${label}`;
